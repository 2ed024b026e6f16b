import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createOpenAiJudge } from '../../../src/adapters/judge/openai-judge.ts';
import type { JudgeError } from '../../../src/domain/errors.ts';
import { compatBody } from '../../../src/domain/judge/compat-body.ts';
import type { JudgeRequest } from '../../../src/domain/judge/judge-script.ts';
import { type FakeJudge, JUDGE, startFakeJudge } from '../../support/fake-judge.ts';

const KEY = 'made-up-key-of-the-judge';
const SCHEMA = { type: 'object', properties: { correct: { type: 'boolean' } } };
const REQUEST: JudgeRequest = {
  prompt: 'open-answer@1',
  system: 'You grade.',
  user: 'Is 42 right?',
  maxTokens: 40,
  temperature: 0,
  schema: SCHEMA,
  trims: [],
};

let fake: FakeJudge;
beforeAll(async () => {
  fake = await startFakeJudge();
});
afterAll(() => fake.close());

const judge = (timeoutMs?: number) =>
  createOpenAiJudge({
    baseUrl: fake.baseUrl,
    apiKey: KEY,
    model: 'judge-1',
    ...(timeoutMs !== undefined && { timeoutMs }),
  });
const ask = (request = REQUEST, timeoutMs?: number) =>
  judge(timeoutMs).complete(request, new AbortController().signal);
const failure = async (timeoutMs?: number): Promise<JudgeError> => {
  const error: unknown = await ask(REQUEST, timeoutMs).catch((reason: unknown) => reason);
  expect(error).toMatchObject({ name: 'JudgeError' });
  return error as JudgeError;
};

describe('a question to an OpenAI-compatible judge', () => {
  it('carries prompt, limit, temperature and the schema of the verdict', async () => {
    fake.behave(JUDGE.verdict('{"correct": true}'));
    const reply = await ask();
    expect(fake.requests.at(-1)).toEqual({
      model: 'judge-1',
      messages: [
        { role: 'system', content: 'You grade.' },
        { role: 'user', content: 'Is 42 right?' },
      ],
      max_tokens: 40,
      temperature: 0,
      response_format: {
        type: 'json_schema',
        json_schema: { name: 'verdict', strict: true, schema: SCHEMA },
      },
    });
    expect(fake.headers.at(-1)?.get('authorization')).toBe(`Bearer ${KEY}`);
    expect(reply).toMatchObject({
      text: '{"correct": true}',
      finishReason: 'stop',
      model: 'judge-1-2026',
      inputTokens: 21,
      outputTokens: 9,
    });
    expect(reply.latencyMs).toBeGreaterThan(0);
  });

  it('leaves out what it was not given', async () => {
    const { schema, ...rest } = REQUEST;
    await ask({ ...rest, system: null, temperature: null });
    expect(fake.requests.at(-1)).toEqual({
      model: 'judge-1',
      messages: [{ role: 'user', content: 'Is 42 right?' }],
      max_tokens: 40,
    });
  });

  it('shows no key to a judge that needs none', async () => {
    const open = createOpenAiJudge({ baseUrl: fake.baseUrl, model: 'judge-1' });
    await open.complete(REQUEST, new AbortController().signal);
    expect(fake.headers.at(-1)?.has('authorization')).toBe(false);
  });

  it.each([
    ['fenced JSON', JUDGE.fenced('{"correct": true}'), '```json\n{"correct": true}\n```'],
    ['prose', JUDGE.verdict('I would say yes.'), 'I would say yes.'],
    ['nothing', JUDGE.verdict(''), ''],
    ['no content', JUDGE.raw(200, { choices: [{ message: { content: null } }] }), ''],
    [
      'odd numbers beside the text',
      JUDGE.raw(200, {
        choices: [{ message: { content: 'x' } }],
        usage: { prompt_tokens: 'many' },
      }),
      'x',
    ],
  ])('hands on %s as it came', async (_, behaviour, text) => {
    fake.behave(behaviour);
    expect(await ask()).toMatchObject({ text });
  });
});

describe('settings that the endpoint refuses', () => {
  const refuseWhen = (isRefused: (body: Record<string, unknown>) => string | undefined) =>
    fake.behave((body) => {
      const message = isRefused(body);
      return message === undefined ? JUDGE.verdict('{}') : JUDGE.error(400, message);
    });

  it('are left out one by one, and stay out', async () => {
    refuseWhen((body) => {
      if ('max_tokens' in body) {
        return "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead.";
      }
      if ('temperature' in body) return "'temperature' does not support 0 with this model.";
      return undefined;
    });
    const client = judge();
    const before = fake.requests.length;
    await client.complete(REQUEST, new AbortController().signal);
    await client.complete(REQUEST, new AbortController().signal);
    expect(fake.requests.length - before).toBe(4);
    expect(fake.requests.at(-1)).toMatchObject({ max_completion_tokens: 40 });
    expect(Object.keys(fake.requests.at(-1) ?? {})).not.toContain('temperature');
  });

  it.each([
    [['json_schema'], 'json_object'],
    [['json_schema', 'json_object'], undefined],
  ])('make the shape of the reply weaker: without %s', async (refused, left) => {
    const typeOf = (body: Record<string, unknown>) =>
      (body.response_format as { type: string } | undefined)?.type;
    refuseWhen((body) =>
      refused.includes(typeOf(body) ?? '') ? 'response_format is not supported' : undefined,
    );
    const client = judge();
    await client.complete(REQUEST, new AbortController().signal);
    expect(typeOf(fake.requests.at(-1) ?? {})).toBe(left);
    const before = fake.requests.length;
    await client.complete(REQUEST, new AbortController().signal);
    expect(fake.requests.length - before).toBe(1);
  });

  it('do not keep a complaint about the length from being heard', async () => {
    fake.behave(
      JUDGE.error(
        400,
        "'max_tokens' or 'max_completion_tokens' is too large: maximum context length is 8",
      ),
    );
    const before = fake.requests.length;
    expect((await failure()).judgeCause).toBe('context-exceeded');
    expect(fake.requests.length - before).toBe(1);
  });
});

const noChoices = { choices: [] };

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
    ['no choices', JUDGE.raw(200, noChoices), 'unavailable'],
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
    fake.behave(behaviour);
    const error = await failure();
    expect(error.judgeCause).toBe(cause);
    expect(error.retryable).toBe(cause === 'throttled' || cause === 'unavailable');
  });

  it.each(['hang', 'stall'] as const)('is given up after its time: %s', async (kind) => {
    fake.behave({ kind });
    expect(await failure(150)).toMatchObject({
      judgeCause: 'unavailable',
      message: expect.stringContaining('within 150 ms'),
    });
  });

  it('may not exist at all', async () => {
    const nobody = createOpenAiJudge({ baseUrl: 'http://127.0.0.1:1/v1', model: 'judge-1' });
    await expect(nobody.complete(REQUEST, new AbortController().signal)).rejects.toMatchObject({
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
    fake.behave(JUDGE.error(429, 'slow down', { headers: headers as Record<string, string> }));
    expect((await failure()).retryAfterMs).toBe(ms);
  });

  it('is quoted briefly and without the key', async () => {
    fake.behave(JUDGE.error(401, `Incorrect API key ${KEY}. ${'x'.repeat(10_000)}`));
    const { message } = await failure();
    expect(message).toContain('[key]');
    expect(message).not.toContain(KEY);
    expect(message.length).toBeLessThan(700);
  });

  it.each(['hang', 'stall'] as const)('stops when the caller does: %s', async (kind) => {
    fake.behave({ kind });
    const reason = new Error('stopped');
    const controller = new AbortController();
    setTimeout(() => controller.abort(reason), 50);
    const { signal } = controller;
    await expect(judge().complete(REQUEST, signal)).rejects.toBe(reason);
    await expect(judge().complete(REQUEST, signal)).rejects.toBe(reason);
  });
});

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
