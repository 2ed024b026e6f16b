import type { WorkflowFailedError } from '@temporalio/client';
import { CancelledFailure } from '@temporalio/common';
import { expect, inject, test } from 'vitest';
import { AgentError } from '../../src/domain/errors.ts';
import { configWorkflowId, resumeWorkflowId } from '../../src/temporal/names.ts';
import { FakeAgentHost, FakeInferenceServer } from '../support/fake-hosts.ts';
import { answering, Gate, InProcessAgent } from '../support/in-process-agent.ts';
import { type RunName, SuiteBench, type SuiteHandle } from '../support/suite-bench.ts';
import { aSuite, referenceConfig, servedConfig, tasksOf } from '../support/suite-inputs.ts';

const TASKS = 60;
const FINISHED = 20;
const SLOTS = 4;
const right = answering(tasksOf(TASKS));
const temporalAddress = inject('temporalAddress');

/** Answers `FINISHED` questions; the others hang until the gate opens. */
function halfwayAgent(gate: Gate): InProcessAgent {
  return new InProcessAgent(async (request, call) => {
    if (call > FINISHED) await gate.opened;
    return right(request, call);
  });
}

async function untilHalfway(bench: SuiteBench, suite: RunName, agent: InProcessAgent) {
  await expect
    .poll(async () => (await bench.outcomes(suite, 'right')).length, { timeout: 15_000 })
    .toBe(FINISHED);
  await expect.poll(() => agent.inFlight).toBeGreaterThan(0);
}

const resume = (bench: SuiteBench, { suite, runKey }: RunName, more: object = {}) =>
  bench.startRaw(resumeWorkflowId(suite, runKey, 1), {
    schemaVersion: 1,
    suite,
    resumeFrom: runKey,
    ...more,
  });

const endOf = (handle: SuiteHandle): Promise<unknown> =>
  handle.result().catch((error: unknown) => error);

test('a cancelled suite tears down, reports what it has, and a resume asks only the rest', async () => {
  const gate = new Gate();
  const agent = halfwayAgent(gate);
  const agentHost = new FakeAgentHost();
  const inferenceServer = new FakeInferenceServer();
  const ports = { agent, agentHost, inferenceServer, concurrency: SLOTS };
  await using bench = await SuiteBench.start({ temporalAddress, ...ports });
  const suite = aSuite('cancelled', servedConfig('right', TASKS, { slots: SLOTS }));
  const handle = await bench.start(suite);
  await untilHalfway(bench, suite, agent);
  await expect.poll(() => agent.inFlight).toBe(SLOTS);
  const before = await bench.outcomes(suite, 'right');

  await handle.cancel();
  const error = await endOf(handle);
  expect((error as WorkflowFailedError).cause).toBeInstanceOf(CancelledFailure);
  expect((await handle.describe()).status.name).toBe('CANCELLED');
  const config = bench.client.workflow.getHandle(configWorkflowId(handle.workflowId, 'right'));
  expect((await config.describe()).status.name).toBe('CANCELLED');
  expect(agent.cancelled).toHaveLength(SLOTS);
  expect(new Set(agentHost.released.map(({ agentId }) => agentId)).size).toBe(1);
  expect(inferenceServer).toMatchObject({ running: false, released: { length: 1 } });
  expect(await bench.outcomes(suite, 'right')).toEqual(before);
  expect(await bench.report(suite, 'right')).toMatchObject({
    error: 'cancelled',
    coverage: { planned: TASKS, scored: FINISHED, missing: TASKS - FINISHED },
  });

  gate.open();
  agent.questions.length = 0;
  const result = await (await resume(bench, suite)).result();
  expect(result).toMatchObject({ runKey: suite.runKey, generation: 1 });
  expect(result.configs[0]?.counts).toMatchObject({ scored: TASKS, correct: TASKS });
  expect(agent.questions).toHaveLength(TASKS - FINISHED);
  expect(new Set(agent.questions).size).toBe(TASKS - FINISHED);
  const report = await bench.report(suite, 'right');
  expect(report).toMatchObject({ error: null, generation: 1, redundantCalls: SLOTS });
  expect(report.coverage).toMatchObject({ planned: TASKS, scored: TASKS, missing: 0 });
});

test('a terminated suite loses nothing finished; a resume takes its server over', async () => {
  const gate = new Gate();
  const agent = halfwayAgent(gate);
  const inferenceServer = new FakeInferenceServer();
  await using bench = await SuiteBench.start({ temporalAddress, agent, inferenceServer });
  const suite = aSuite('terminated', servedConfig('right', TASKS));
  const handle = await bench.start(suite);
  await untilHalfway(bench, suite, agent);
  // The config first, or it would hear of its parent's end and tear down in good order.
  const configId = configWorkflowId(handle.workflowId, 'right');
  await bench.client.workflow.getHandle(configId).terminate();
  await handle.terminate();
  expect(inferenceServer).toMatchObject({ running: true, released: [] });

  gate.open();
  const result = await (await resume(bench, suite)).result();
  expect(result.configs[0]?.counts).toMatchObject({ scored: TASKS, correct: TASKS });
  expect(inferenceServer).toMatchObject({ starts: 1, adoptions: 1, running: false });
  const outcomes = await bench.outcomes(suite, 'right');
  expect(new Set(outcomes.map(({ taskId }) => taskId)).size).toBe(TASKS);
  expect(outcomes).toHaveLength(TASKS);
});

test('a resume of failed tasks asks only those again, as a round whose outcomes count', async () => {
  let healed = false;
  const tasks = tasksOf(10);
  const [first, second] = tasks;
  const agent = new InProcessAgent((request, call) => {
    if (healed || (request.text !== first?.question && request.text !== second?.question)) {
      return right(request, call);
    }
    const cause = request.text === first?.question ? 'content-refused' : 'quota-exceeded';
    // A spent quota stops the config: the other tasks come first.
    return cause === 'quota-exceeded' ? '' : new AgentError(cause, 'no');
  });
  await using bench = await SuiteBench.start({ temporalAddress, agent });
  const suite = aSuite('retried', referenceConfig('right', tasks.length));
  const { configs } = await (await bench.start(suite)).result();
  expect(configs[0]?.counts).toMatchObject({ scored: 8, failed: 2, correct: 8 });

  healed = true;
  agent.questions.length = 0;
  const retried = await (await resume(bench, suite, { only: 'failed' })).result();
  expect([...agent.questions].sort()).toEqual([first?.question, second?.question].sort());
  expect(retried.configs[0]?.counts).toMatchObject({ planned: 10, scored: 10, failed: 0 });
  const outcomes = await bench.outcomes(suite, 'right');
  expect(outcomes.filter(({ round }) => round === 1)).toHaveLength(2);
  expect(outcomes.filter(({ round }) => round === 0)).toHaveLength(10);
  expect(await bench.report(suite, 'right')).toMatchObject({ round: 1, overall: { percent: 100 } });
});
