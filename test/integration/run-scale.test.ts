import { expect, inject, test } from 'vitest';
import { configWorkflowId, shardWorkflowId } from '../../src/temporal/names.ts';
import { InProcessAgent } from '../support/in-process-agent.ts';
import { SuiteBench } from '../support/suite-bench.ts';
import { aSuite, servedConfig } from '../support/suite-inputs.ts';
import { WorkerProcess } from '../support/worker-process.ts';

const temporalAddress = inject('temporalAddress');
const TASKS = 1_000;
const SHARDS = TASKS / 50;
const SLOTS = 32;

test('1,000 tasks stay within the budgets of histories, payloads and memory', async () => {
  // Without workers of its own, this process only watches.
  const agent = new InProcessAgent(() => '');
  await using bench = await SuiteBench.start({ temporalAddress, agent, roles: [] });
  const { root } = bench;
  const answer = 'I do not know.';
  await using worker = await WorkerProcess.start({
    ...{ temporalAddress, root, answer, concurrency: SLOTS },
  });
  const suite = aSuite('scale', servedConfig('many', TASKS, { slots: SLOTS }));
  const handle = await bench.start(suite);
  const { configs } = await handle.result();
  expect(configs[0]?.counts).toMatchObject({ planned: TASKS, scored: TASKS, redundantCalls: 0 });

  const configId = configWorkflowId(handle.workflowId, 'many');
  const shardIds = Array.from({ length: SHARDS }, (_, shard) =>
    shardWorkflowId(configId, { slice: shard, repeat: 0, round: 0, generation: 0 }),
  );
  const shards = await Promise.all(shardIds.map((id) => historyOf(bench, id)));
  expect(Math.max(...shards.map(({ events }) => events))).toBeLessThanOrEqual(900);
  expect(Math.max(...shards.map(({ bytes }) => bytes))).toBeLessThanOrEqual(300_000);
  const parents = [await historyOf(bench, configId), await historyOf(bench, handle.workflowId)];
  expect(Math.max(...parents.map(({ events }) => events))).toBeLessThan(300);
  for (const { taskFailures, payloadMax } of [...shards, ...parents]) {
    expect(taskFailures).toBe(0);
    expect(payloadMax).toBeLessThanOrEqual(10_000);
  }
  const { peakRssMb, asked } = await worker.end();
  expect(asked).toBe(TASKS);
  // The design's budget at 20,000 tasks: what has ended leaves nothing behind.
  expect(peakRssMb).toBeLessThan(350);
});

const WORKFLOW_TASK_FAILED = 9;

async function historyOf(bench: SuiteBench, workflowId: string) {
  const handle = bench.client.workflow.getHandle(workflowId);
  const [{ historyLength, historySize = 0 }, { events }] = await Promise.all([
    handle.describe(),
    handle.fetchHistory(),
  ]);
  const list = events ?? [];
  return {
    events: historyLength,
    bytes: historySize,
    taskFailures: list.filter(({ eventType }) => eventType === WORKFLOW_TASK_FAILED).length,
    payloadMax: Math.max(0, ...list.flatMap(payloadBytes)),
  };
}

/** Sizes of all byte strings in an event: its payloads. */
function payloadBytes(value: unknown): readonly number[] {
  if (value instanceof Uint8Array) return [value.byteLength];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(payloadBytes);
}
