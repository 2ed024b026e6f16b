import { describe, expect, it } from 'vitest';
import { createOpenAiJudge } from '../../../src/adapters/judge/openai-judge.ts';
import { compatBody } from '../../../src/domain/judge/compat-body.ts';
import { JUDGE } from '../../support/fake-judge.ts';
import { expectStopped, judgeClientBench, KEY, signal } from '../../support/judge-client-bench.ts';
import { JUDGE_QUESTION as REQUEST } from '../../support/judge-question.ts';

const { fake, judge } = judgeClientBench(createOpenAiJudge);

describe('a body of the original', () => {
  const body = compatBody(REQUEST, 'judge-1');
  const post = (timeoutMs?: number) => judge(timeoutMs).post(body, signal);

  it('is sent as it is, once, and answered as it comes', async () => {
    fake().behave(JUDGE.raw(200, '{"choices": []}'));
    const before = fake().requests.length;
    expect(await post()).toEqual({ kind: 'response', status: 200, body: '{"choices": []}' });
    expect(fake().requests.slice(before)).toEqual([body]);
  });

  it('is answered with a completion whose costs are told beside the body', async () => {
    fake().behave(JUDGE.verdict('{}'));
    expect(await post()).toMatchObject({
      completion: {
        ...{ model: 'judge-1-2026', finishReason: 'stop', inputTokens: 21, outputTokens: 9 },
      },
    });
  });

  it('may be refused, without the key in the answer', async () => {
    fake().behave(JUDGE.raw(401, `bad ${KEY}`));
    expect(await post()).toEqual({ kind: 'response', status: 401, body: 'bad [key]' });
  });

  it.each([
    [{ 'retry-after': '3' }, { retryAfterMs: 3000 }],
    [{}, { retryAfterMs: undefined }],
  ])(
    'may be one too many: the complaint comes with the pause it asks for, %j',
    async (headers, throttled) => {
      fake().behave(JUDGE.error(429, 'slow down', { headers: headers as Record<string, string> }));
      expect(await post()).toMatchObject({ kind: 'response', status: 429, throttled });
    },
  );

  it.each([
    [429, 'You exceeded your current quota'],
    [503, 'down'],
  ])('is no complaint about too many requests: %i, %s', async (status, message) => {
    fake().behave(JUDGE.error(status, message));
    expect(await post()).not.toHaveProperty('throttled');
  });

  it('is answered with one megabyte at most', async () => {
    fake().behave(JUDGE.raw(200, 'é'.repeat(1024 * 1024)));
    const result = await post();
    expect(result.kind === 'response' && Buffer.byteLength(result.body)).toBe(1024 * 1024);
  });

  it.each(['drop', 'drop-midway', 'hang', 'stall'] as const)(
    'may find no answer: %s',
    async (kind) => {
      fake().behave({ kind });
      expect(await post(150)).toMatchObject({ kind: 'no-response' });
    },
  );

  it('stops when the caller does', async () => {
    fake().behave({ kind: 'hang' });
    await expectStopped((aborting) => judge().post(body, aborting));
  });
});

describe('the context of the judge', () => {
  const tokens = () => judge().contextTokens(signal);

  it.each([
    ['vLLM and our server', { id: 'judge-1', max_model_len: 8192 }, 8192],
    ['llama.cpp', { id: 'judge-1', meta: { n_ctx: 4096, n_ctx_train: 131072 } }, 4096],
    ['an endpoint that does not say', { id: 'judge-1' }, null],
    ['a list without the model', { id: 'other', max_model_len: 8192 }, null],
    ['nonsense', { id: 'judge-1', max_model_len: 'large', meta: 3 }, null],
  ])('is what the list of models says: %s', async (_, model, expected) => {
    fake().listModels({ object: 'list', data: [{ id: 'first' }, model] });
    expect(await tokens()).toBe(expected);
  });

  it('is not known where no list is', async () => {
    fake().listModels('<html>', 200);
    expect(await tokens()).toBeNull();
    fake().listModels('no', 404);
    expect(await tokens()).toBeNull();
  });

  const looks = () => fake().heads.filter(({ line }) => line === 'GET /v1/models').length;

  it('is asked once a client, also where the endpoint does not say', async () => {
    for (const size of [8192, undefined]) {
      fake().listModels({ data: [{ id: 'judge-1', max_model_len: size }] });
      const client = judge();
      const before = looks();
      const first = await client.contextTokens(signal);
      fake().listModels({ data: [{ id: 'judge-1', max_model_len: 1 }] });
      expect(await client.contextTokens(signal)).toBe(first);
      expect(looks() - before).toBe(1);
    }
  });

  it('is asked again after a failure', async () => {
    const client = judge();
    fake().listModels('down', 503);
    await expect(client.contextTokens(signal)).rejects.toMatchObject({ judgeCause: 'unavailable' });
    fake().listModels({ data: [{ id: 'judge-1', max_model_len: 8192 }] });
    expect(await client.contextTokens(signal)).toBe(8192);
  });

  it('is not guessed while the endpoint is down or refuses the key', async () => {
    fake().listModels('down', 503);
    await expect(tokens()).rejects.toMatchObject({ judgeCause: 'unavailable' });
    fake().listModels('no', 401);
    await expect(tokens()).rejects.toMatchObject({ judgeCause: 'auth-failed' });
  });
});
