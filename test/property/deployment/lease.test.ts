import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  granted,
  isSameHolder,
  type LeaseRequest,
  type LeaseState,
  newLease,
  nextStep,
  released,
  requested,
  serverStopped,
} from '../../../src/domain/deployment/lease/lease.ts';

const RUNS = { seed: 20261128, numRuns: 400 };
const CONFIGS = 5;

const request = (config: number): LeaseRequest => ({
  holder: { workflowId: `config-${config}`, runId: 'run' },
  deploymentId: `model-${config % 2}`,
});

type Event =
  | { readonly kind: 'request' | 'crash' | 'step'; readonly config: number }
  | { readonly kind: 'release'; readonly config: number; keepMs: number; isBroken: boolean }
  | { readonly kind: 'drain'; readonly on: boolean };

const config = fc.nat(CONFIGS - 1);
const anyEvents: fc.Arbitrary<Event[]> = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constantFrom('request' as const, 'crash' as const), config }),
    fc.record({ kind: fc.constant('step' as const), config }),
    fc.record({
      kind: fc.constant('release' as const),
      config,
      keepMs: fc.constantFrom(0, 60_000),
      isBroken: fc.boolean(),
    }),
    fc.record({ kind: fc.constant('drain' as const), on: fc.boolean() }),
  ),
  { maxLength: 40 },
);

/** A host with its lease: what runs on it, and who was given it, in order. */
class Host {
  state: LeaseState = newLease(100);
  nowMs = 0;
  running: string | undefined;
  readonly asked: string[] = [];
  readonly grants: { workflowId: string; epoch: number; reused: boolean }[] = [];

  apply(event: Event): void {
    this.nowMs += 1_000;
    switch (event.kind) {
      case 'request':
        this.state = requested(this.state, request(event.config));
        return;
      case 'crash':
      case 'release': {
        const { keepMs, isBroken } =
          event.kind === 'release' ? event : { keepMs: 0, isBroken: false };
        const { holder, deploymentId } = request(event.config);
        this.state = released(this.state, { holder, deploymentId, keepMs, isBroken }, this.nowMs);
        return;
      }
      case 'drain':
        this.state = { ...this.state, draining: event.on };
        return;
      case 'step':
        this.step();
    }
  }

  /** False when there is nothing to do until something happens. */
  step(): boolean {
    const step = nextStep(this.state, this.nowMs);
    if (step.kind === 'stop') {
      this.running = undefined;
      this.state = serverStopped(this.state);
      return true;
    }
    if (step.kind !== 'grant') return false;
    const { deploymentId, holder } = step.request;
    // What the law is about: nobody starts a server beside another one.
    expect([undefined, deploymentId]).toContain(this.running);
    expect(this.state.holder).toBeUndefined();
    const reused = this.running === deploymentId;
    this.state = granted(this.state, step.request);
    this.running = deploymentId;
    this.grants.push({ workflowId: holder.workflowId, epoch: this.state.epoch, reused });
    return true;
  }
}

const law = (holds: (host: Host, events: readonly Event[]) => void) =>
  fc.assert(
    fc.property(anyEvents, (events) => holds(new Host(), events)),
    RUNS,
  );

test('one config holds the host at a time, and no server runs beside that of another deployment', () => {
  law((host, events) => {
    for (const event of events) {
      host.apply(event);
      const { holder, server } = host.state;
      if (holder !== undefined) expect(server?.deploymentId).toBe(holder.deploymentId);
    }
  });
});

test('every grant has a higher epoch than all before it', () => {
  law((host, events) => {
    for (const event of events) host.apply(event);
    const epochs = host.grants.map(({ epoch }) => epoch);
    expect(epochs).toEqual([...new Set(epochs)].sort((a, b) => a - b));
    for (const epoch of epochs) expect(epoch).toBeGreaterThan(100);
  });
});

test('all who wait are granted the host in the order they asked, once holders give it back or die', () => {
  law((host, events) => {
    for (const event of events) host.apply(event);
    host.state = { ...host.state, draining: false };
    const line = host.state.waiting.map(({ holder }) => holder.workflowId);
    const before = host.grants.length;
    for (let turn = 0; turn <= 2 * CONFIGS; turn += 1) {
      while (host.step());
      const { holder } = host.state;
      if (holder === undefined) break;
      const gone = { ...holder, keepMs: 0, isBroken: false };
      host.state = released(host.state, gone, host.nowMs);
    }
    expect(host.grants.slice(before).map(({ workflowId }) => workflowId)).toEqual(line);
    // A server that was to be kept for others is stopped when nobody came.
    host.nowMs += 60_000;
    while (host.step());
    expect(nextStep(host.state, host.nowMs)).toEqual({ kind: 'end' });
    expect(host.running).toBeUndefined();
  });
});

test('a draining host grants nothing and stops its server when its holder is done', () => {
  law((host, events) => {
    for (const event of events) host.apply(event);
    const { holder } = host.state;
    host.state = { ...host.state, draining: true };
    const before = host.grants.length;
    if (holder !== undefined) {
      const gone = { ...holder, keepMs: 60_000, isBroken: false };
      host.state = released(host.state, gone, host.nowMs);
    }
    while (host.step());
    expect(host.grants).toHaveLength(before);
    expect(host.running).toBeUndefined();
  });
});

test('a server that is no good any more is never handed on, even to a config of the same deployment', () => {
  const host = new Host();
  for (const id of [0, 2]) host.apply({ kind: 'request', config: id });
  while (host.step());
  host.apply({ kind: 'release', config: 0, keepMs: 60_000, isBroken: true });
  while (host.step());
  expect(host.grants.map(({ reused }) => reused)).toEqual([false, false]);
});

test('configs of one deployment share the running server, also one kept a while for the next', () => {
  const host = new Host();
  host.apply({ kind: 'request', config: 0 });
  while (host.step());
  host.apply({ kind: 'release', config: 0, keepMs: 60_000, isBroken: false });
  expect(nextStep(host.state, host.nowMs)).toEqual({ kind: 'wait', untilMs: 62_000 });
  host.apply({ kind: 'request', config: 2 });
  while (host.step());
  expect(host.grants.map(({ reused }) => reused)).toEqual([false, true]);
});

test('asking twice is asking once, and releasing what one does not hold changes nothing', () => {
  law((host, events) => {
    for (const event of events) {
      host.apply(event);
      const { waiting, holder } = host.state;
      const all = [...(holder ? [holder] : []), ...waiting];
      for (const one of all) {
        const same = all.filter((other) => isSameHolder(one.holder, other.holder));
        expect(same).toHaveLength(1);
      }
      const stranger = { workflowId: 'stranger', runId: 'run' };
      const release = { holder: stranger, deploymentId: 'another', keepMs: 0, isBroken: true };
      expect(released(host.state, release, host.nowMs)).toEqual(host.state);
    }
  });
});

test('a server kept for a config that turns out not to need it is stopped', () => {
  const host = new Host();
  host.apply({ kind: 'request', config: 0 });
  while (host.step());
  host.apply({ kind: 'release', config: 0, keepMs: 60_000, isBroken: false });
  host.apply({ kind: 'release', config: 1, keepMs: 0, isBroken: false });
  expect(nextStep(host.state, host.nowMs)).toMatchObject({ kind: 'wait' });
  host.apply({ kind: 'release', config: 2, keepMs: 0, isBroken: false });
  expect(nextStep(host.state, host.nowMs)).toEqual({ kind: 'stop' });
});
