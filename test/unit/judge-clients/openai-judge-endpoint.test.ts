import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createOpenAiJudge } from '../../../src/adapters/judge/openai-judge.ts';
import { compatBody } from '../../../src/domain/judge/compat-body.ts';
import { type FakeJudge, JUDGE, startFakeJudge } from '../../support/fake-judge.ts';
import { JUDGE_QUESTION as REQUEST } from '../../support/judge-question.ts';

const KEY = 'made-up-key-of-the-judge';

let fake: FakeJudge;
beforeAll(async () => {
  fake = await startFakeJudge();
});
afterAll(() => fake.close());

const judge = (timeoutMs = 5_000) =>
  createOpenAiJudge({ baseUrl: fake.baseUrl, apiKey: KEY, model: 'judge-1', timeoutMs });

describe('a body of the original', () => {
  const body = compatBody(REQUEST, 'judge-1');
  const post = (timeoutMs?: number) => judge(timeoutMs).post(body, new AbortController().signal);

  it('is sent as it is, once, and answered as it comes', async () => {
    fake.behave(JUDGE.raw(200, '{"choices": []}'));
    const before = fake.requests.length;
    expect(await post()).toEqual({ kind: 'response', status: 200, body: '{"choices": []}' });
    expect(fake.requests.slice(before)).toEqual([body]);
  });

  it('may be refused, without the key in the answer', async () => {
    fake.behave(JUDGE.raw(401, `bad ${KEY}`));
    expect(await post()).toEqual({ kind: 'response', status: 401, body: 'bad [key]' });
  });

  it('is answered with one megabyte at most', async () => {
    fake.behave(JUDGE.raw(200, 'é'.repeat(1024 * 1024)));
    const result = await post();
    expect(result.kind === 'response' && Buffer.byteLength(result.body)).toBe(1024 * 1024);
  });

  it.each(['drop', 'drop-midway', 'hang', 'stall'] as const)(
    'may find no answer: %s',
    async (kind) => {
      fake.behave({ kind });
      expect(await post(150)).toMatchObject({ kind: 'no-response' });
    },
  );

  it('stops when the caller does', async () => {
    fake.behave({ kind: 'hang' });
    const reason = new Error('stopped');
    const controller = new AbortController();
    setTimeout(() => controller.abort(reason), 50);
    await expect(judge().post(body, controller.signal)).rejects.toBe(reason);
  });
});

describe('the context of the judge', () => {
  const tokens = () => judge().contextTokens(new AbortController().signal);

  it.each([
    ['vLLM and our server', { id: 'judge-1', max_model_len: 8192 }, 8192],
    ['llama.cpp', { id: 'judge-1', meta: { n_ctx: 4096, n_ctx_train: 131072 } }, 4096],
    ['an endpoint that does not say', { id: 'judge-1' }, null],
    ['a list without the model', { id: 'other', max_model_len: 8192 }, null],
    ['nonsense', { id: 'judge-1', max_model_len: 'large', meta: 3 }, null],
  ])('is what the list of models says: %s', async (_, model, expected) => {
    fake.listModels({ object: 'list', data: [{ id: 'first' }, model] });
    expect(await tokens()).toBe(expected);
  });

  it('is not known where no list is', async () => {
    fake.listModels('<html>', 200);
    expect(await tokens()).toBeNull();
    fake.listModels('no', 404);
    expect(await tokens()).toBeNull();
  });

  it('is not guessed while the endpoint is down or refuses the key', async () => {
    fake.listModels('down', 503);
    await expect(tokens()).rejects.toMatchObject({ judgeCause: 'unavailable' });
    fake.listModels('no', 401);
    await expect(tokens()).rejects.toMatchObject({ judgeCause: 'auth-failed' });
  });
});
