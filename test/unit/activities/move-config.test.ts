import { describe, expect, test } from 'vitest';
import { moveConfig } from '../../../activities/move-config.ts';
import type { HostMove, MovedConfig } from '../../../activities/move-contract.ts';
import { RunRecords } from '../../../activities/run-records.ts';
import { putHost } from '../../../src/adapters/artifacts/host-records.ts';
import { getJson } from '../../../src/adapters/artifacts/json-artifacts.ts';
import { ConfigRunSchema } from '../../../src/contracts/config-run.ts';
import { aHost } from '../../support/known-hosts.ts';
import { PlanningBench } from '../../support/planning-bench.ts';
import { referenceConfig } from '../../support/suite-inputs.ts';

const input = {
  ...{ schemaVersion: 1, suite: 'core', runKey: 'k' },
  configs: [{ ...referenceConfig('a', 2), host: 'gpu-a', host_wait_minutes: 15 }],
};
const MOVE: HostMove = {
  ...{ workflowId: 'suite/core/k/a', runId: 'run-of-a', waitedMs: 900_000 },
  at: '2026-11-28T09:00:00.000Z',
};

/** A planned config on gpu-a, beside two other hosts. */
async function movable() {
  const bench = await PlanningBench.start();
  for (const host of ['gpu-a', 'gpu-b', 'gpu-c']) await putHost(bench.store, aHost(host));
  const { scope, configs } = await bench.plan(input);
  const [plan] = configs;
  if (plan === undefined) throw new Error('no plan');
  const move = (live: readonly string[], facts = MOVE, config = { scope, config: plan.config }) => {
    const hasWorker = async (host: string): Promise<boolean> => live.includes(host);
    return moveConfig({ records: new RunRecords(bench.store), hasWorker }, config, facts);
  };
  return { bench, scope, plan, move };
}

const moved = (result: Awaited<ReturnType<typeof moveConfig>>): MovedConfig => {
  if (result.kind !== 'moved') throw new Error(result.reason);
  return result;
};

describe('a config moves', () => {
  test('to another host with a worker, under the next generation, with the first plan kept', async () => {
    const { bench, scope, plan, move } = await movable();
    await using _ = bench;
    const result = moved(await move(['gpu-c']));
    const reason = 'moved from gpu-a to gpu-c: host gpu-a has had no worker for 15 minutes';
    expect(result).toMatchObject({ reason, scope: { ...scope, generation: 1 } });
    const { config, ...rest } = result.plan;
    expect(rest).toEqual({ ...plan, host: 'gpu-c', config: undefined });
    expect(config.key).toBe('runs/core/k/a/moves/g01.json');
    const [first, second] = await Promise.all(
      [plan.config, config].map((ref) => getJson(bench.store, ref, ConfigRunSchema)),
    );
    const { at } = MOVE;
    expect(second).toEqual({
      ...first,
      host: 'gpu-c',
      moves: [{ from: 'gpu-a', to: 'gpu-c', generation: 1, waitedMs: 900_000, at }],
    });
  });

  test('once: a second attempt gives the plan of the first, whatever hosts there are by then', async () => {
    const { bench, move } = await movable();
    await using _ = bench;
    const first = await move(['gpu-c']);
    expect(await move(['gpu-b', 'gpu-c'])).toEqual(first);
  });

  test('again, when the next host dies in its turn, and both moves are told', async () => {
    const { bench, move } = await movable();
    await using _ = bench;
    const { scope, plan } = moved(await move(['gpu-c']));
    const second = { ...MOVE, runId: 'run-of-moved' };
    const again = moved(await move(['gpu-a'], second, { scope, config: plan.config }));
    expect(again.scope.generation).toBe(2);
    const { moves } = await getJson(bench.store, again.plan.config, ConfigRunSchema);
    expect(moves?.map(({ from, to }) => `${from} ${to}`)).toEqual(['gpu-a gpu-c', 'gpu-c gpu-a']);
  });

  test('nowhere while no other host has a worker, and claims nothing', async () => {
    const { bench, move } = await movable();
    await using _ = bench;
    const before = await bench.stored();
    expect(await move([])).toEqual({
      kind: 'nowhere',
      reason: 'no host can run it: gpu-a is left out; gpu-b is left out; gpu-c is left out',
    });
    expect(await bench.stored()).toEqual(before);
  });
});

test('a resume goes on where the last move led, under a generation of its own', async () => {
  const { bench, move } = await movable();
  await using _ = bench;
  const { plan } = moved(await move(['gpu-b']));
  const again = { schemaVersion: 1, suite: 'core', resumeFrom: 'k' };
  const resumed = await bench.plan(again, 'run-2');
  expect(resumed.scope.generation).toBe(2);
  expect(resumed.configs).toEqual([plan]);
});
