import { describe, expect, it } from 'vitest';
import { createOpenAiJudge } from '../../../src/adapters/judge/openai-judge.ts';
import type { JudgeError } from '../../../src/domain/errors.ts';
import { JUDGE } from '../../support/fake-judge.ts';
import { judgeClientBench, KEY, signal } from '../../support/judge-client-bench.ts';
import { JUDGE_QUESTION as REQUEST } from '../../support/judge-question.ts';

const { fake, judge } = judgeClientBench(createOpenAiJudge);

const failure = async (timeoutMs?: number): Promise<JudgeError> => {
  const error: unknown = await judge(timeoutMs)
    .complete(REQUEST, signal)
    .catch((reason: unknown) => reason);
  expect(error).toMatchObject({ name: 'JudgeError' });
  return error as JudgeError;
};

describe('a judge without a reply', () => {
  it.each([
    ['429', JUDGE.error(429, 'slow down'), 'throttled'],
    ['529', JUDGE.error(529, 'overloaded'), 'unavailable'],
    ['500', JUDGE.error(500, 'oops'), 'unavailable'],
    ['503 with a page', JUDGE.raw(503, '<html>down</html>'), 'unavailable'],
    ['a page', JUDGE.raw(200, '<!doctype html><p>hello'), 'unavailable'],
    ['plain text', JUDGE.raw(200, 'ok', { 'content-type': 'text/plain' }), 'unavailable'],
    ['broken JSON', JUDGE.raw(200, '{"choices": [{"mess'), 'unavailable'],
    ['an empty body', JUDGE.raw(200, ''), 'unavailable'],
    ['no choices', JUDGE.raw(200, { choices: [] }), 'unavailable'],
    ['null', JUDGE.raw(200, 'null'), 'unavailable'],
    ['a message of the wrong type', JUDGE.raw(200, { choices: [{ message: 7 }] }), 'unavailable'],
    ['a dropped connection', { kind: 'drop' }, 'unavailable'],
    ['half an answer', { kind: 'drop-midway' }, 'unavailable'],
    ['408', JUDGE.error(408, 'late'), 'unavailable'],
    ['401', JUDGE.error(401, 'bad key'), 'auth-failed'],
    ['403', JUDGE.error(403, 'not yours'), 'auth-failed'],
    ['402', JUDGE.error(402, 'pay first'), 'quota-exceeded'],
    [
      '429 for lack of money',
      JUDGE.error(429, 'You exceeded it', { code: 'insufficient_quota' }),
      'quota-exceeded',
    ],
    ['404', JUDGE.error(404, 'no such model'), 'rejected'],
    ['400', JUDGE.error(400, 'seed must be an integer'), 'rejected'],
    [
      'a context code',
      JUDGE.error(400, 'too long', { code: 'context_length_exceeded' }),
      'context-exceeded',
    ],
    [
      "vLLM's words",
      JUDGE.error(400, "This model's maximum context length is 8192 tokens."),
      'context-exceeded',
    ],
    [
      "llama.cpp's code",
      JUDGE.error(400, 'the request is large', { code: 'exceed_context_size_error' }),
      'context-exceeded',
    ],
    [
      'a prompt that is too long',
      JUDGE.error(400, 'prompt is too long: 9 tokens'),
      'context-exceeded',
    ],
  ] as const)('fails on %s', async (_, behaviour, cause) => {
    fake().behave(behaviour);
    const error = await failure();
    expect(error.judgeCause).toBe(cause);
    expect(error.retryable).toBe(cause === 'throttled' || cause === 'unavailable');
  });

  it.each(['hang', 'stall'] as const)('is given up after its time: %s', async (kind) => {
    fake().behave({ kind });
    expect(await failure(150)).toMatchObject({
      judgeCause: 'unavailable',
      message: expect.stringContaining('within 150 ms'),
    });
  });

  it('may not exist at all', async () => {
    const nobody = createOpenAiJudge({ baseUrl: 'http://127.0.0.1:1/v1', model: 'judge-1' });
    await expect(nobody.complete(REQUEST, signal)).rejects.toMatchObject({
      judgeCause: 'unavailable',
      message: expect.stringContaining('ECONNREFUSED'),
    });
  });

  it.each([
    [{ 'retry-after-ms': '1500', 'retry-after': '9' }, 1500],
    [{ 'retry-after': '2' }, 2000],
    [{ 'retry-after': 'Thu, 01 Jan 1970 00:00:00 GMT' }, 0],
    [{ 'retry-after': 'soon' }, undefined],
    [{}, undefined],
  ])('says when to come back: %o', async (headers, ms) => {
    fake().behave(JUDGE.error(429, 'slow down', { headers: headers as Record<string, string> }));
    expect((await failure()).retryAfterMs).toBe(ms);
  });

  it('is quoted briefly and without the key', async () => {
    fake().behave(JUDGE.error(401, `Incorrect API key ${KEY}. ${'x'.repeat(10_000)}`));
    const { message } = await failure();
    expect(message).toContain('[key]');
    expect(message).not.toContain(KEY);
    expect(message.length).toBeLessThan(700);
  });

  it.each(['hang', 'stall'] as const)('stops when the caller does: %s', async (kind) => {
    fake().behave({ kind });
    const reason = new Error('stopped');
    const controller = new AbortController();
    setTimeout(() => controller.abort(reason), 50);
    const { signal } = controller;
    await expect(judge().complete(REQUEST, signal)).rejects.toBe(reason);
    await expect(judge().complete(REQUEST, signal)).rejects.toBe(reason);
  });
});
