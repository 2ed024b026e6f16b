import { describe, expect, test } from 'vitest';
import { getJson } from '../../../src/adapters/artifacts/json-artifacts.ts';
import { ReplySchema } from '../../../src/contracts/records.ts';
import { correctAnswer } from '../../../src/domain/dataset/oracle-answers.ts';
import { AgentError, type AgentErrorCause } from '../../../src/domain/errors.ts';
import { RememberingAgent } from '../../support/remembering-agent.ts';
import { TaskBench } from '../../support/task-bench.ts';

const PROVIDER_ERROR =
  "Error code: 402 - {'error': {'message': 'Insufficient credits', 'code': 402}}";

/** Says these things in order, and the last one for ever. */
const saying = (...answers: (string | AgentErrorCause)[]) =>
  new RememberingAgent((_, call) => {
    const answer = answers[Math.min(call, answers.length) - 1] ?? '';
    return /^[a-z-]+$/.test(answer) ? new AgentError(answer as AgentErrorCause, answer) : answer;
  });

describe('profile both', () => {
  test('grades one reply by the rules of both profiles', async () => {
    await using bench = await TaskBench.start({ profile: 'both' });
    const agent = saying(`I am sure: ${correctAnswer(await bench.task())}`);
    expect(await bench.runTask(agent)).toMatchObject({ kind: 'scored', correct: true });
    const outcome = await bench.outcome();
    expect(outcome).toMatchObject({ score: { value: 1 }, compat: { kind: 'scored', max: 1 } });
    expect(outcome).not.toHaveProperty('compatReply');
    expect(agent.asked).toHaveLength(1);
  });

  test('asks again after a provider’s error, and gives compat that error', async () => {
    await using bench = await TaskBench.start({ profile: 'both' });
    const right = correctAnswer(await bench.task());
    const { result, failures } = await bench.untilDone(saying(PROVIDER_ERROR, right));
    expect(failures.map(({ type }) => type)).toEqual(['ProviderFailed']);
    expect(result).toMatchObject({ kind: 'scored', correct: true, redundantCalls: 1 });
    const { score, compat, compatReply } = await bench.outcome();
    expect([score, compat]).toMatchObject([
      { kind: 'scored', value: 1 },
      { kind: 'scored', correct: false },
    ]);
    expect(compatReply?.key).toMatch(/calls\/001\.reply\.json$/);
    const graded = await getJson(bench.store, compatReply ?? '', ReplySchema);
    expect(graded.text).toBe(PROVIDER_ERROR);
  });

  test('gives compat a grade where the provider never answered', async () => {
    await using bench = await TaskBench.start({ profile: 'both' });
    const { result } = await bench.untilDone(saying(PROVIDER_ERROR));
    expect(result).toMatchObject({ kind: 'unscored', reason: 'provider-error' });
    expect(await bench.outcome()).toMatchObject({ compat: { kind: 'scored' }, intents: 5 });
  });

  test('drops the row of an agent that only fails, which corrected counts as 0', async () => {
    await using bench = await TaskBench.start({ profile: 'both' });
    const { result } = await bench.untilDone(saying('agent-failed'));
    expect(result).toMatchObject({ kind: 'failed', reason: 'agent-error' });
    expect((await bench.outcome()).compat).toEqual({
      kind: 'dropped',
      error: 'agent-error: agent-failed',
    });
  });

  test('grades the answer after a failed call: the original’s failure is no reply', async () => {
    await using bench = await TaskBench.start({ profile: 'both' });
    await bench.untilDone(saying('agent-failed', correctAnswer(await bench.task())));
    expect(await bench.outcome()).toMatchObject({ compat: { kind: 'scored', correct: true } });
  });

  test('gives compat the empty text where the agent completed with none', async () => {
    await using bench = await TaskBench.start({ profile: 'both' });
    const { result } = await bench.untilDone(
      saying('empty-reply', correctAnswer(await bench.task())),
    );
    expect(result).toMatchObject({ kind: 'scored', correct: true });
    const { compat, compatReply } = await bench.outcome();
    expect(compat).toMatchObject({ kind: 'scored', value: 0 });
    expect(compatReply).toBeUndefined();
  });
});

describe('profile compat', () => {
  test('takes the first complete reply, a provider’s error included', async () => {
    await using bench = await TaskBench.start({ profile: 'compat' });
    const agent = saying(PROVIDER_ERROR, correctAnswer(await bench.task()));
    expect(await bench.runTask(agent)).toMatchObject({ kind: 'scored', redundantCalls: 0 });
    const { score, compat } = await bench.outcome();
    expect(score).toEqual(compat);
    expect(agent.asked).toHaveLength(1);
    expect(await bench.files()).toContain('reply.json');
  });

  test('orchestrates by the original’s score, not by the corrected one', async () => {
    await using bench = await TaskBench.start({ profile: 'compat' });
    const text = `It may be ${correctAnswer(await bench.task())} or 7. Answer: 7777777`;
    expect(await bench.runTask(saying(text))).toMatchObject({ kind: 'scored', correct: true });
  });

  test.each<[AgentErrorCause, number, string]>([
    ['agent-failed', 2, 'dropped'],
    ['agent-timeout', 2, 'dropped'],
    ['content-refused', 1, 'dropped'],
    ['provider-error', 5, 'provider-error'],
  ])('%s drops the row after %i calls as %s', async (cause, calls, reason) => {
    await using bench = await TaskBench.start({ profile: 'compat' });
    const agent = saying(cause);
    const { result } = await bench.untilDone(agent);
    expect(result).toMatchObject({ kind: 'unscored', reason, correct: false });
    expect(agent.asked).toHaveLength(calls);
    expect(await bench.outcome()).toMatchObject({
      score: { retryable: true },
      compat: { kind: 'dropped' },
    });
  });

  test('grades an empty reply at once', async () => {
    await using bench = await TaskBench.start({ profile: 'compat' });
    const agent = saying('empty-reply');
    expect(await bench.runTask(agent)).toMatchObject({ kind: 'scored', correct: false });
    expect(agent.asked).toHaveLength(1);
  });

  test('still stops at a key that is refused', async () => {
    await using bench = await TaskBench.start({ profile: 'compat' });
    const result = await bench.runTask(saying('auth-failed'));
    expect(result).toMatchObject({ kind: 'unscored', fatal: 'auth-failed' });
  });

  test('loses nothing with its infrastructure: a deployment given up can be asked again', async () => {
    await using bench = await TaskBench.start({ profile: 'compat' });
    await bench.deploy('abandoned');
    expect(await bench.runTask(saying('an answer'))).toMatchObject({ reason: 'infrastructure' });
    expect(await bench.outcome()).toMatchObject({
      score: { retryable: true },
      compat: { kind: 'dropped', error: 'infrastructure: the deployment was given up' },
    });
  });
});

test('profile corrected leaves no compat grade behind', async () => {
  await using bench = await TaskBench.start();
  await bench.runTask(saying('an answer'));
  expect(await bench.outcome()).not.toHaveProperty('compat');
});
