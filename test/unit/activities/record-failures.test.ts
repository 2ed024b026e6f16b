import { expect, test } from 'vitest';
import { recordFailures } from '../../../activities/record-failures.ts';
import { correctAnswer } from '../../../src/domain/dataset/oracle-answers.ts';
import { AgentError } from '../../../src/domain/errors.ts';
import { RememberingAgent, silence } from '../../support/remembering-agent.ts';
import { eventually } from '../../support/small-servers.ts';
import { TaskBench } from '../../support/task-bench.ts';

const end = async (bench: TaskBench, ...positions: number[]) => {
  const refs = await Promise.all(positions.map((position) => bench.ref({ position })));
  const slice = { ...bench.scope, slice: 0, repeat: 0 };
  return recordFailures(bench.records(), slice, refs, 'the deployment was lost');
};

test('a task that was never asked ends unscored, to be retried', async () => {
  await using bench = await TaskBench.start();
  const { id } = await bench.task(1);
  const result = {
    kind: 'unscored',
    reason: 'infrastructure',
    correct: false,
    redundantCalls: 0,
    spend: { tokens: 0, usd: 0 },
  };
  expect(await end(bench, 1)).toEqual([{ taskId: id, result }]);
  expect(await bench.outcome({ position: 1 })).toMatchObject({
    score: { reason: 'infrastructure', retryable: true, message: 'the deployment was lost' },
    intents: 0,
    redundantCalls: 0,
  });
});

test('calls that were cut off are counted as redundant', async () => {
  await using bench = await TaskBench.start();
  const { callTask } = await bench.keys();
  bench.runTask(new RememberingAgent(silence)).catch(() => undefined);
  await eventually(() => bench.store.has(callTask(1)));
  await end(bench, 0);
  expect(await bench.outcome()).toMatchObject({ intents: 1, redundantCalls: 1 });
});

test('an outcome that came in meanwhile stays, and is what is told', async () => {
  await using bench = await TaskBench.start();
  const right = correctAnswer(await bench.task(0));
  await bench.runTask(new RememberingAgent(() => right), { position: 0 });
  const refusing = new RememberingAgent(() => new AgentError('content-refused', 'no'));
  await bench.runTask(refusing, { position: 1 });
  const { id } = await bench.task(1);
  expect(await end(bench, 0, 1)).toMatchObject([
    { result: { kind: 'scored', correct: true } },
    { taskId: id, result: { kind: 'failed', reason: 'refused' } },
  ]);
  expect(await bench.outcome({ position: 0 })).toMatchObject({ score: { kind: 'scored' } });
});

test('a reply whose worker was killed before it could grade it is graded', async () => {
  await using whole = await TaskBench.start();
  const right = correctAnswer(await whole.task());
  await whole.runTask(new RememberingAgent(() => right));
  await using cut = await TaskBench.start();
  const { intent, reply } = await cut.keys();
  for (const key of [intent(1), reply])
    await cut.store.putIfAbsent(key, await whole.store.get(key));
  expect(await end(cut, 0)).toMatchObject([{ result: { kind: 'scored', correct: true } }]);
  expect(await cut.outcome()).toMatchObject({
    score: { kind: 'scored', correct: true },
    redundantCalls: 0,
  });
});

test('in profile both, compat grades the error text of a task that was lost afterwards', async () => {
  const error = "Error code: 402 - {'error': {'message': 'Insufficient credits', 'code': 402}}";
  await using bench = await TaskBench.start({ profile: 'both' });
  await expect(bench.runTask(new RememberingAgent(() => error))).rejects.toThrow('provider');
  expect(await end(bench, 0, 1)).toMatchObject([
    { result: { kind: 'unscored', reason: 'infrastructure' } },
    { result: { kind: 'unscored', reason: 'infrastructure' } },
  ]);
  expect((await bench.outcome()).compat).toMatchObject({ kind: 'scored' });
  expect((await bench.outcome({ position: 1 })).compat).toEqual({
    kind: 'dropped',
    error: 'infrastructure: the deployment was lost',
  });
});

test('in profile compat a lost task stays retryable and its row is dropped', async () => {
  await using bench = await TaskBench.start({ profile: 'compat' });
  expect(await end(bench, 0)).toMatchObject([
    { result: { kind: 'unscored', reason: 'infrastructure' } },
  ]);
  expect(await bench.outcome()).toMatchObject({
    score: { retryable: true },
    compat: { kind: 'dropped' },
  });
});
