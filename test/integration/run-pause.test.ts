import { expect, inject, test } from 'vitest';
import { configWorkflowId, shardWorkflowId } from '../../src/temporal/names.ts';
import { configOf, FakeInferenceServer } from '../support/fake-hosts.ts';
import { Gate, InProcessAgent } from '../support/in-process-agent.ts';
import { SuiteBench, type SuiteHandle } from '../support/suite-bench.ts';
import { aSuite, referenceConfig, servedConfig } from '../support/suite-inputs.ts';

const TASKS = 60;
const temporalAddress = inject('temporalAddress');

const isPaused = async (bench: SuiteBench, workflowId: string): Promise<boolean> => {
  const progress = await bench.client.workflow.getHandle(workflowId).query('progress');
  return (progress as { paused: boolean }).paused;
};

test('a pause lets the calls in flight finish and starts no task until resume', async () => {
  const gate = new Gate();
  const agent = new InProcessAgent(async () => {
    await gate.opened;
    return 'I do not know.';
  });
  await using bench = await SuiteBench.start({ temporalAddress, agent, concurrency: 64 });
  const suite = aSuite('paused', referenceConfig('nothing', TASKS));
  const handle = await bench.start(suite);
  const configId = configWorkflowId(handle.workflowId, 'nothing');

  // 16 slots: two shards are open; of the first, 32 of its 50 tasks are scheduled.
  await expect.poll(() => agent.inFlight, { timeout: 10_000 }).toBe(16);
  await handle.signal('pause');
  for (const shard of [0, 1]) {
    await expect
      .poll(() =>
        isPaused(
          bench,
          shardWorkflowId(configId, { slice: shard, repeat: 0, round: 0, generation: 0 }),
        ),
      )
      .toBe(true);
  }
  gate.open();
  // What was scheduled before the pause ends; nothing that was not.
  const scheduled = 32 + (TASKS - 50);
  await expect.poll(() => agent.asked.length, { timeout: 10_000 }).toBe(scheduled);
  await expect
    .poll(async () => (await bench.outcomes(suite, 'nothing')).length, { timeout: 10_000 })
    .toBe(scheduled);
  expect(agent.asked).toHaveLength(scheduled);
  expect(await handle.query('progress')).toMatchObject({ paused: true });

  await handle.signal('resume');
  const result = await handle.result();
  expect(result.configs[0]?.counts).toMatchObject({ planned: TASKS, scored: TASKS });
  expect(agent.asked).toHaveLength(TASKS);
});

test('a config that starts while its suite is paused waits too', async () => {
  const gate = new Gate();
  const agent = new InProcessAgent(async (request) => {
    if (configOf(request) === 'first') await gate.opened;
    return 'I do not know.';
  });
  const inferenceServer = new FakeInferenceServer();
  await using bench = await SuiteBench.start({ temporalAddress, agent, inferenceServer });
  // One host, so one after another; one slot schedules two tasks at once.
  const suite = aSuite(
    'paused',
    servedConfig('first', 2, { slots: 1 }),
    servedConfig('second', 2, { slots: 1 }),
  );
  const handle = await bench.start(suite);
  await expect.poll(() => agent.inFlight, { timeout: 10_000 }).toBe(1);
  await handle.signal('pause');
  await expect.poll(() => isPaused(bench, handle.workflowId)).toBe(true);
  gate.open();

  const secondId = configWorkflowId(handle.workflowId, 'second');
  await expect
    .poll(() => shardPaused(bench, handle, secondId), { timeout: 10_000 })
    .toEqual({ phase: 'running', paused: true });
  expect(agent.asked).toHaveLength(2);
  await handle.signal('resume');
  const { configs } = await handle.result();
  expect(configs.map(({ counts }) => counts.scored)).toEqual([2, 2]);
});

/** Phase of a config and whether its shard is paused, once both are there. */
async function shardPaused(bench: SuiteBench, suite: SuiteHandle, configId: string) {
  const { configs } = (await suite.query('progress')) as { configs: { phase: string }[] };
  if (configs[1]?.phase !== 'running') return undefined;
  const config = bench.client.workflow.getHandle(configId);
  const { phase, openShards } = (await config.query('progress')) as {
    phase: string;
    openShards: string[];
  };
  const [shard] = openShards;
  return shard === undefined ? undefined : { phase, paused: await isPaused(bench, shard) };
}
