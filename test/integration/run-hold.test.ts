import { WorkflowFailedError, WorkflowUpdateFailedError } from '@temporalio/client';
import { CancelledFailure } from '@temporalio/common';
import { expect, inject, test } from 'vitest';
import { AgentError, DeploymentError } from '../../src/domain/errors.ts';
import { configOf, FakeInferenceServer } from '../support/fake-hosts.ts';
import { requestRetry, untilPhase } from '../support/held-configs.ts';
import { answering, type Behaviour, Gate, InProcessAgent } from '../support/in-process-agent.ts';
import { SuiteBench } from '../support/suite-bench.ts';
import { aSuite, referenceConfig, servedConfig, tasksOf } from '../support/suite-inputs.ts';

const temporalAddress = inject('temporalAddress');
const HOLD = { holdMinutes: 60 };
const tasks = tasksOf(6);
const [refused, empty] = tasks.map(({ question }) => question);
const right = answering(tasks);

/** Refuses one question and answers another with nothing. */
const faulty: Behaviour = (request, call) => {
  if (request.text === refused) return new AgentError('content-refused', 'no');
  return request.text === empty ? '' : right(request, call);
};

test('a parked config frees its host; its round waits for its turn, redeploys and asks only failed tasks', async () => {
  const second = new Gate();
  const agent = new InProcessAgent(async (request, call) => {
    if (configOf(request) === 'first') return faulty(request, call);
    await second.opened;
    return right(request, call);
  });
  const inferenceServer = new FakeInferenceServer();
  await using bench = await SuiteBench.start({ temporalAddress, agent, inferenceServer });
  const suite = {
    ...aSuite(
      'held',
      servedConfig('first', 6, { model: 'small' }),
      servedConfig('second', 6, { model: 'large' }),
    ),
    ...HOLD,
  };
  const handle = await bench.start(suite);
  await untilPhase(bench, handle, 'first', 'parked');
  await untilPhase(bench, handle, 'second', 'running');
  expect(await bench.report(suite, 'first')).toMatchObject({ round: 0, coverage: { failed: 2 } });

  // Its agent is mended while the second config has the host.
  agent.behave = async (request, call) => {
    if (configOf(request) === 'second') await second.opened;
    return right(request, call);
  };
  agent.questions.length = 0;
  expect(await requestRetry(bench, handle, 'first', {})).toEqual({ round: 1 });
  await expect(requestRetry(bench, handle, 'first', {})).rejects.toThrow(WorkflowUpdateFailedError);
  await untilPhase(bench, handle, 'first', 'parked');
  expect(inferenceServer).toMatchObject({ starts: 2 });
  second.open();

  const { configs } = await handle.result();
  expect(configs).toMatchObject([
    { configId: 'first', counts: { planned: 6, scored: 6, failed: 0 } },
    { configId: 'second', counts: { scored: 6 } },
  ]);
  expect(agent.questions.slice(-2).toSorted()).toEqual([refused, empty].toSorted());
  expect(inferenceServer).toMatchObject({ starts: 3, running: false });
  expect(await bench.report(suite, 'first')).toMatchObject({ round: 1, overall: { percent: 100 } });
});

test('a config whose server did not start is held, and its round asks the one that does', async () => {
  const agent = new InProcessAgent(right);
  const inferenceServer = new FakeInferenceServer();
  inferenceServer.beforeStart = () => {
    throw new DeploymentError('no such weights', false);
  };
  await using bench = await SuiteBench.start({ temporalAddress, agent, inferenceServer });
  const suite = { ...aSuite('held', servedConfig('first', 6)), ...HOLD };
  const handle = await bench.start(suite);
  await untilPhase(bench, handle, 'first', 'parked');

  inferenceServer.beforeStart = () => {};
  await requestRetry(bench, handle, 'first', {});
  expect((await handle.result()).configs).toMatchObject([{ counts: { scored: 6 } }]);
  expect(agent.asked).toHaveLength(6);
});

test('a retry asks only for the reasons it names, and the config is held again until it is finished', async () => {
  const agent = new InProcessAgent(faulty);
  await using bench = await SuiteBench.start({ temporalAddress, agent });
  const suite = { ...aSuite('held', referenceConfig('first', 6)), ...HOLD };
  const handle = await bench.start(suite);
  await untilPhase(bench, handle, 'first', 'parked');
  const unknown = requestRetry(bench, handle, 'first', { reasons: ['provider error'] });
  await expect(unknown).rejects.toMatchObject({
    cause: { message: expect.stringContaining('provider-error') },
  });

  agent.behave = right;
  agent.questions.length = 0;
  expect(await requestRetry(bench, handle, 'first', { reasons: ['refused'] })).toEqual({
    round: 1,
  });
  await expect
    .poll(async () => (await bench.report(suite, 'first')).round, { timeout: 10_000 })
    .toBe(1);
  expect(agent.questions).toEqual([refused]);
  expect(await untilPhase(bench, handle, 'first', 'parked')).toMatchObject({
    round: 1,
    counts: { scored: 5, failed: 1 },
  });

  await handle.signal('finish');
  expect((await handle.result()).configs).toMatchObject([{ counts: { scored: 5, failed: 1 } }]);
  expect(agent.questions).toEqual([refused]);
});

test('a hold ends by its time; before and after it a retry is refused', async () => {
  const gate = new Gate();
  const agent = new InProcessAgent(async (request, call) => {
    await gate.opened;
    return faulty(request, call);
  });
  await using bench = await SuiteBench.start({ temporalAddress, agent });
  const suite = { ...aSuite('held', referenceConfig('first', 6)), holdMinutes: 0.02 };
  const handle = await bench.start(suite);
  await untilPhase(bench, handle, 'first', 'running');
  await expect(requestRetry(bench, handle, 'first', {})).rejects.toMatchObject({
    cause: { message: expect.stringContaining('not held') },
  });
  gate.open();
  expect((await handle.result()).configs).toMatchObject([{ counts: { scored: 4, failed: 2 } }]);
  await expect(requestRetry(bench, handle, 'first', {})).rejects.toThrow();
  expect(agent.asked).toHaveLength(6);
});

test('a suite cancelled while a config is parked ends, and its reports stay', async () => {
  const agent = new InProcessAgent(faulty);
  const inferenceServer = new FakeInferenceServer();
  await using bench = await SuiteBench.start({ temporalAddress, agent, inferenceServer });
  const suite = { ...aSuite('held', servedConfig('first', 6)), ...HOLD };
  const handle = await bench.start(suite);
  await untilPhase(bench, handle, 'first', 'parked');
  expect(inferenceServer).toMatchObject({ running: false, released: { length: 1 } });
  await handle.cancel();
  const error = await handle.result().catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(WorkflowFailedError);
  expect((error as WorkflowFailedError).cause).toBeInstanceOf(CancelledFailure);
  expect(await bench.report(suite, 'first')).toMatchObject({ coverage: { scored: 4, failed: 2 } });
});

test('a parked config outlives its workers', async () => {
  const agent = new InProcessAgent(faulty);
  await using bench = await SuiteBench.start({ temporalAddress, agent, roles: [] });
  const suite = { ...aSuite('held', referenceConfig('first', 6)), ...HOLD };
  const handle = await bench.start(suite);
  {
    await using workers = await SuiteBench.start({ temporalAddress, agent, root: bench.root });
    await untilPhase(workers, handle, 'first', 'parked');
  }
  agent.behave = right;
  await using _workers = await SuiteBench.start({ temporalAddress, agent, root: bench.root });
  expect(await requestRetry(bench, handle, 'first', {})).toEqual({ round: 1 });
  expect((await handle.result()).configs).toMatchObject([{ counts: { scored: 6 } }]);
  expect(agent.asked).toHaveLength(6 + 2);
});
