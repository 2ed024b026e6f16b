import { expect, inject, test } from 'vitest';
import { configWorkflowId } from '../../src/temporal/names.ts';
import { answering, InProcessAgent } from '../support/in-process-agent.ts';
import { SuiteBench } from '../support/suite-bench.ts';
import { aSuite, referenceConfig, tasksOf } from '../support/suite-inputs.ts';

const temporalAddress = inject('temporalAddress');
const TASKS = 60;
const REPEATS = 3;

test('every repeat of a slice is a shard of its own, and every task has an outcome a repeat', async () => {
  const agent = new InProcessAgent(answering(tasksOf(TASKS)));
  await using bench = await SuiteBench.start({ temporalAddress, agent });
  const suite = aSuite('repeated', { ...referenceConfig('thrice', TASKS), repeats: REPEATS });
  const handle = await bench.start(suite);
  await handle.result();

  const configId = configWorkflowId(handle.workflowId, 'thrice');
  const shards = ['s00r0g0', 's01r0g0', 's00k1r0g0', 's01k1r0g0', 's00k2r0g0', 's01k2r0g0'];
  for (const shard of shards) {
    const { status } = await bench.client.workflow.getHandle(`${configId}/${shard}`).describe();
    expect(status.name).toBe('COMPLETED');
  }
  const outcomes = await bench.outcomes(suite, 'thrice');
  for (const repeat of [0, 1, 2]) {
    const ids = outcomes.filter((each) => each.repeat === repeat).map(({ taskId }) => taskId);
    expect(new Set(ids).size).toBe(TASKS);
  }
  expect(outcomes).toHaveLength(REPEATS * TASKS);
  // Repeats are asked anew: an agent that remembers messages must not answer from memory.
  expect(new Set(agent.asked).size).toBe(REPEATS * TASKS);
});
