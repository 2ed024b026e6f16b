import { describe, expect, test } from 'vitest';
import { runActivities } from '../../../activities/index.ts';
import { recordFailures } from '../../../activities/record-failures.ts';
import { correctAnswer } from '../../../src/domain/dataset/oracle-answers.ts';
import { AgentError } from '../../../src/domain/errors.ts';
import { rightAgent, startBench } from '../../support/follow-up-bench.ts';
import { JUDGE, OPTIONS } from '../../support/judge-bench.ts';
import { RememberingAgent, silence } from '../../support/remembering-agent.ts';
import { eventually } from '../../support/small-servers.ts';
import { activity, TaskBench } from '../../support/task-bench.ts';

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

describe('a task whose answer waits for a judge', () => {
  const answer = async (bench: TaskBench) => {
    const agent = await rightAgent(bench);
    const { runTask } = runActivities({ records: bench.records(), agents: agent });
    const ref = await bench.ref();
    expect(await activity().run(() => runTask(ref))).toMatchObject({ kind: 'answered' });
  };

  test('keeps its answer over every round that the judge was away', async () => {
    await using bench = await TaskBench.start({ profile: 'compat', judge: JUDGE });
    await answer(bench);
    const ungraded = [{ result: { kind: 'unscored', reason: 'judge-unavailable' } }];
    expect(await end(bench, 0)).toMatchObject(ungraded);
    const { reply } = await bench.outcome();
    const lost = await bench.ref({ round: 1 });
    const ended = await recordFailures(bench.records(), lost, [lost], 'the key was refused');
    expect(ended).toMatchObject(ungraded);
    expect(await bench.outcome({ round: 1 })).toMatchObject({ reply, intents: 0 });
  });

  test('has cost what its follow-up question has', async () => {
    await using bench = await startBench({ judge: JUDGE, evalConfig: OPTIONS });
    await answer(bench);
    await end(bench, 0);
    expect(await bench.outcome()).toMatchObject({
      ...{ intents: 2, redundantCalls: 0, usage: { inputTokens: 200 } },
    });
  });

  test('is left to the phase of grades when the answering is given up', async () => {
    await using bench = await TaskBench.start({ profile: 'compat', judge: JUDGE });
    await answer(bench);
    const [answered, unasked] = [await bench.ref(), await bench.ref({ position: 1 })];
    const slice = { ...answered, scope: { ...answered.scope, phase: 'answer' as const } };
    const ended = await recordFailures(bench.records(), slice, [answered, unasked], 'given up');
    expect(ended).toMatchObject([{ taskId: unasked.taskId, result: { reason: 'infrastructure' } }]);
    const { outcome } = await bench.keys();
    expect(await bench.store.has(outcome)).toBe(false);
  });
});
