import { randomUUID } from 'node:crypto';
import type { WorkflowFailedError } from '@temporalio/client';
import { CancelledFailure } from '@temporalio/common';
import { expect, inject, test } from 'vitest';
import type { Holder, LeaseState } from '../../src/domain/deployment/lease/lease.ts';
import { configWorkflowId, hostWorkflowId, ORCHESTRATION_QUEUE } from '../../src/temporal/names.ts';
import { startHost, startOrchestration, untilWaiting } from '../support/away-hosts.ts';
import { configOf } from '../support/fake-hosts.ts';
import { Gate, InProcessAgent } from '../support/in-process-agent.ts';
import { ServerPark } from '../support/server-park.ts';
import type { SuiteBench } from '../support/suite-bench.ts';
import { aSuite, servedConfig } from '../support/suite-inputs.ts';

const temporalAddress = inject('temporalAddress');
/** Above what a server suggests to continue as new at. */
const SIGNALS = 4_200;

const portsOf = (agent = new InProcessAgent(() => 'I do not know.')) => ({
  ...{ temporalAddress, agent },
  inferenceServer: new ServerPark(),
});
const on = (host: string, id: string, model: string, tasks = 2) => ({
  ...servedConfig(id, tasks, { model }),
  host,
});
const hostOf = (bench: SuiteBench, host: string) =>
  bench.client.workflow.getHandle(hostWorkflowId(host));
const leaseOf = (bench: SuiteBench, host: string) => hostOf(bench, host).query<LeaseState>('lease');

/** The workflow of a draining host has nothing to do: it stays open, as a config would. */
async function aHolder(bench: SuiteBench, name: string): Promise<Holder> {
  const handle = await bench.client.workflow.signalWithStart('inferenceHost', {
    ...{ workflowId: `holder/${name}`, taskQueue: ORCHESTRATION_QUEUE, args: [name] },
    ...{ signal: 'drain', signalArgs: [] },
  });
  return { workflowId: handle.workflowId, runId: handle.signaledRunId };
}

const ask = (bench: SuiteBench, host: string, holder: Holder) =>
  bench.client.workflow.signalWithStart('inferenceHost', {
    ...{ workflowId: hostWorkflowId(host), taskQueue: ORCHESTRATION_QUEUE, args: [host] },
    ...{ signal: 'requestLease', signalArgs: [{ holder, deploymentId: 'small' }] },
  });

test('a host whose history grows long continues as new with its holder, its queue and its epoch', async () => {
  await using bench = await startOrchestration(portsOf());
  const host = 'gpu-long';
  const [first, second, third] = await Promise.all(
    ['first', 'second', 'third'].map((name) => aHolder(bench, name)),
  );
  for (const holder of [first, second, third]) if (holder) await ask(bench, host, holder);
  await expect.poll(async () => (await leaseOf(bench, host)).waiting.length).toBe(2);
  const before = await leaseOf(bench, host);
  expect(before).toMatchObject({
    holder: { holder: first },
    waiting: [{ holder: second }, { holder: third }],
  });
  const { runId } = await hostOf(bench, host).describe();
  for (let sent = 0; sent < SIGNALS; sent += 200) {
    const signals = Array.from({ length: 200 }, () => hostOf(bench, host).signal('undrain'));
    await Promise.all(signals);
  }
  await expect
    .poll(async () => (await hostOf(bench, host).describe()).runId, { timeout: 30_000 })
    .not.toBe(runId);
  expect(await leaseOf(bench, host)).toEqual(before);

  const release = { holder: first, deploymentId: 'small', keepMs: 0, isBroken: false };
  await hostOf(bench, host).signal('releaseLease', release);
  await expect
    .poll(() => leaseOf(bench, host), { timeout: 20_000 })
    .toMatchObject({
      epoch: before.epoch + 1,
      holder: { holder: second },
      waiting: [{ holder: third }],
    });
});

test('a server that nobody asks for is stopped when its time is up, and the lease ends', async () => {
  const ports = portsOf();
  await using bench = await startOrchestration(ports);
  const host = 'gpu-idle';
  await using _worker = await startHost(bench, host, ports);
  await (await bench.start(aSuite('idle', on(host, 'one', 'small')))).result();
  const { server, holder } = await leaseOf(bench, host);
  expect(holder).toBeUndefined();
  expect(ports.inferenceServer.running).toEqual(['small']);
  // As a config does that finds nothing to run: the server need not be kept for it.
  const keepMs = 1_500;
  const stranger = { holder: { workflowId: 'nobody', runId: randomUUID() }, isBroken: false };
  const sentMs = Date.now();
  const release = { ...stranger, keepMs, deploymentId: server?.deploymentId };
  await hostOf(bench, host).signal('releaseLease', release);
  await hostOf(bench, host).result();
  const [interval] = ports.inferenceServer.intervals;
  expect((interval?.toMs ?? 0) - sentMs).toBeGreaterThanOrEqual(keepMs);
  expect(ports.inferenceServer.running).toEqual([]);
});

test("cancelling a host's lease stops its server", async () => {
  const ports = portsOf();
  await using bench = await startOrchestration(ports);
  const host = 'gpu-cancelled';
  await using _worker = await startHost(bench, host, ports);
  await (await bench.start(aSuite('cancelled', on(host, 'one', 'small')))).result();
  expect(ports.inferenceServer.running).toEqual(['small']);
  await hostOf(bench, host).cancel();
  const error: unknown = await hostOf(bench, host)
    .result()
    .catch((failed: unknown) => failed);
  expect((error as WorkflowFailedError).cause).toBeInstanceOf(CancelledFailure);
  expect(ports.inferenceServer.running).toEqual([]);
});

test('of suites that overlap on one host no two servers run at any time', async () => {
  const ports = portsOf(new InProcessAgent(() => 'I do not know.', { delayMs: 20 }));
  await using bench = await startOrchestration(ports);
  const host = 'gpu-shared';
  await using _worker = await startHost(bench, host, ports);
  const suites = ['one', 'two', 'three'].map((name) =>
    aSuite(name, on(host, 'a', `${name}-a`, 8), on(host, 'b', 'common', 8)),
  );
  const handles = await Promise.all(suites.map((suite) => bench.start(suite)));
  const results = await Promise.all(handles.map((handle) => handle.result()));
  for (const { configs } of results)
    expect(configs).toMatchObject([{ counts: { planned: 8 } }, {}]);
  const { intervals, together } = ports.inferenceServer;
  expect(together).toBe(1);
  expect(new Set(intervals.map(({ model }) => model)).size).toBe(4);
  const sorted = intervals.toSorted((a, b) => a.fromMs - b.fromMs);
  for (const [index, { fromMs }] of sorted.entries()) {
    if (index > 0) expect(sorted[index - 1]?.toMs).toBeLessThanOrEqual(fromMs);
  }
});

test('a host that comes back after its lease went to another refuses the former holder', async () => {
  const gate = new Gate();
  const agent = new InProcessAgent(async (request) => {
    if (configOf(request) === 'former') await gate.opened;
    return 'I do not know.';
  });
  const ports = portsOf(agent);
  await using bench = await startOrchestration(ports);
  const host = 'gpu-back';
  const one = aSuite('one', on(host, 'former', 'small'));
  {
    await using _worker = await startHost(bench, host, ports);
    await bench.start(one);
    await expect.poll(() => agent.inFlight, { timeout: 20_000 }).toBe(2);
  }
  const former = bench.client.workflow.getHandle(`suite/one/${one.runKey}`);
  await untilWaiting(bench, former, 'former', `${host}: no worker`);
  const { epoch } = await leaseOf(bench, host);
  // Declared dead: whoever asks next is granted the host anew.
  await hostOf(bench, host).terminate('declared dead');
  const two = await bench.start(aSuite('two', on(host, 'next', 'large')));
  await untilWaiting(bench, two, 'next', `${host}: no worker`);
  const next = await leaseOf(bench, host);
  expect(next.epoch).toBeGreaterThan(epoch);
  expect(next.holder?.holder.workflowId).toBe(configWorkflowId(two.workflowId, 'next'));

  await using _worker = await startHost(bench, host, ports);
  const { configs } = (await former.result()) as Awaited<ReturnType<typeof two.result>>;
  expect(configs).toMatchObject([
    { error: expect.stringContaining(`epoch ${epoch} of host "${host}" is over`) },
  ]);
  await two.result();
  expect(ports.inferenceServer).toMatchObject({ together: 1, running: ['large'] });
  gate.open();
});
