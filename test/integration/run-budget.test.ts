import { WorkflowFailedError } from '@temporalio/client';
import { expect, inject, test } from 'vitest';
import { resumeWorkflowId } from '../../src/temporal/names.ts';
import { FakeInferenceServer } from '../support/fake-hosts.ts';
import { answering, InProcessAgent } from '../support/in-process-agent.ts';
import { SuiteBench } from '../support/suite-bench.ts';
import { aSuite, servedConfig, tasksOf } from '../support/suite-inputs.ts';

const temporalAddress = inject('temporalAddress');
const TASKS = 60;
const SLOTS = 2;
/** Open shards and what each has handed out or not yet told of when the budget is used up. */
const OVERSHOOT = 2 * (2 * SLOTS + 4);
const right = answering(tasksOf(TASKS));
const served = { slots: SLOTS, model: 'gpt-4o' };
const usage = { inputTokens: 100_000, outputTokens: 0, modelCalls: 1 };

const start = (agent: InProcessAgent) =>
  SuiteBench.start({ temporalAddress, agent, inferenceServer: new FakeInferenceServer() });

// 100,000 tokens a task, which are 0.5 USD: both budgets are used up by ten tasks.
test.each([
  { budget: { tokens: 1_000_000 }, why: 'budget of 1000000 tokens is used up' },
  { budget: { usd: 5 }, why: 'budget of 5 USD is used up' },
])('a config stops cleanly at its $budget, and a resume goes on', async ({ budget, why }) => {
  const agent = new InProcessAgent(right, { delayMs: 50, usage });
  await using bench = await start(agent);
  const suite = aSuite('budget', { ...servedConfig('costly', TASKS, served), budget });
  const { configs } = await (await bench.start(suite)).result();
  const ended = (await bench.outcomes(suite, 'costly')).length;
  expect(ended).toBeGreaterThanOrEqual(10);
  expect(ended).toBeLessThanOrEqual(10 + OVERSHOOT);
  expect(configs).toMatchObject([{ error: why, publishable: false, counts: { scored: ended } }]);
  expect(agent.asked).toHaveLength(ended);

  const input = { schemaVersion: 1, suite: suite.suite, resumeFrom: suite.runKey };
  const resumeId = resumeWorkflowId(suite.suite, suite.runKey, 1);
  const resumed = await (await bench.startRaw(resumeId, input)).result();
  expect(resumed.configs[0]?.counts.scored).toBeGreaterThanOrEqual(ended + 10);
  // Nothing was asked twice.
  expect(new Set(agent.questions).size).toBe(agent.questions.length);
});

test('a config stops cleanly when its hours are over', async () => {
  const agent = new InProcessAgent(right, { delayMs: 200 });
  await using bench = await start(agent);
  const budget = { hours: 1.5 / 3600 };
  const suite = aSuite('budget', { ...servedConfig('slow', TASKS, served), budget });
  const { configs } = await (await bench.start(suite)).result();
  const ended = (await bench.outcomes(suite, 'slow')).length;
  expect(ended).toBeGreaterThan(0);
  expect(ended).toBeLessThan(TASKS);
  expect(configs).toMatchObject([
    { error: expect.stringContaining('hours is used up'), counts: { scored: ended } },
  ]);
});

test('a budget in USD is refused for a model whose price is not known', async () => {
  const agent = new InProcessAgent(right);
  await using bench = await start(agent);
  const unpriced = servedConfig('unpriced', 2, { model: 'nobody-sells-this' });
  const handle = await bench.start(aSuite('budget', { ...unpriced, budget: { usd: 1 } }));
  const error = await handle.result().catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(WorkflowFailedError);
  expect((error as WorkflowFailedError).cause).toMatchObject({
    type: 'InvalidInput',
    message: expect.stringMatching(/budget\.usd .*nobody-sells-this.*prices\.yaml/),
  });
  expect(agent.asked).toEqual([]);
});
