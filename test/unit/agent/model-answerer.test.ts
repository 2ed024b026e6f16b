import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AgentCounters } from '../../../src/agent/agent-counters.ts';
import { createModelAnswerer } from '../../../src/agent/model-answerer.ts';
import { parseRetryAfterMs } from '../../../src/agent/model-failure.ts';
import { OpenAiModel } from '../../../src/agent/openai-model.ts';
import type { AgentErrorCause } from '../../../src/domain/errors.ts';
import type { FakeBehaviour } from '../../support/fake-model-server.ts';
import {
  completion,
  FAKE_MODEL,
  type FakeOpenAi,
  startFakeOpenAi,
} from '../../support/fake-openai.ts';

const raw = (status: number, error: object = { message: 'no' }): FakeBehaviour => ({
  kind: 'raw',
  status,
  body: { error },
});

const FAILURES: readonly (readonly [string, FakeBehaviour, AgentErrorCause])[] = [
  ['a dropped connection', { kind: 'drop' }, 'endpoint-unavailable'],
  ['503', raw(503), 'endpoint-unavailable'],
  ['500', raw(500), 'provider-error'],
  ['429', raw(429), 'rate-limited'],
  ['429 without quota', raw(429, { code: 'insufficient_quota', message: '' }), 'quota-exceeded'],
  ['402', raw(402), 'quota-exceeded'],
  ['401', raw(401), 'auth-failed'],
  ['403', raw(403), 'auth-failed'],
  ['404', raw(404, { message: 'model not found' }), 'provider-error'],
  [
    '400 for a long prompt, by code',
    raw(400, { code: 'context_length_exceeded', message: 'too long' }),
    'context-length-exceeded',
  ],
  [
    '400 for a long prompt, by text',
    raw(400, { message: "This model's maximum context length is 4096 tokens." }),
    'context-length-exceeded',
  ],
  ['400 by a content filter', raw(400, { code: 'content_filter' }), 'content-refused'],
  ['400 for another reason', raw(400), 'provider-error'],
  ['200 with HTML', { kind: 'raw', status: 200, body: '<html>' }, 'provider-error'],
  ['200 without choices', { kind: 'raw', status: 200, body: {} }, 'provider-error'],
  ['200 with an error of 429', raw(200, { code: 429, message: 'slow down' }), 'rate-limited'],
  [
    'an empty answer',
    { kind: 'raw', status: 200, body: completion({ content: ' \n' }) },
    'empty-reply',
  ],
  [
    'a filtered answer',
    { kind: 'raw', status: 200, body: completion({ content: 'Half' }, 'content_filter') },
    'content-refused',
  ],
  [
    'a refusal',
    { kind: 'raw', status: 200, body: completion({ content: null, refusal: 'I must not' }) },
    'content-refused',
  ],
];

describe('the built-in agent', () => {
  let endpoint: FakeOpenAi;
  const counters = new AgentCounters();
  const answerer = (baseUrl: string) =>
    createModelAnswerer(
      new OpenAiModel({
        baseUrl,
        apiKey: 'dummy',
        model: FAKE_MODEL,
        temperature: 0.5,
        maxTokens: 99,
      }),
      counters,
      { tools: false },
    );
  const anytime = AbortSignal.timeout(10_000);

  beforeAll(async () => {
    endpoint = await startFakeOpenAi();
  });
  afterAll(() => endpoint.close());

  test('asks the model it is told to, with all its settings, and reports the usage', async () => {
    endpoint.behave({ kind: 'reply', text: 'Answer: 7' });
    const answer = await answerer(endpoint.baseUrl).answer('What is 3 + 4?', anytime);
    expect(answer).toEqual({
      text: 'Answer: 7',
      usage: {
        inputTokens: 11,
        outputTokens: 7,
        modelCalls: 1,
        model: FAKE_MODEL,
        finishReason: 'stop',
        toolCalls: 0,
        toolSupport: 'off',
        warnings: [],
      },
      toolCalls: [],
    });
    expect(endpoint.requests.at(-1)).toMatchObject({
      model: FAKE_MODEL,
      temperature: 0.5,
      max_tokens: 99,
      messages: [{ role: 'system' }, { role: 'user', content: 'What is 3 + 4?' }],
    });
    expect(endpoint.requests.at(-1)).not.toHaveProperty('tools');
  });

  test.each(FAILURES)('%s is no answer, and is paid once', async (_name, behaviour, agentCause) => {
    endpoint.behave(behaviour);
    const before = endpoint.requests.length;
    const answer = answerer(endpoint.baseUrl).answer('q', anytime);
    await expect(answer).rejects.toMatchObject({ name: 'AgentError', agentCause });
    expect(endpoint.requests.length - before).toBe(1);
  });

  test('a port without a server is an unavailable endpoint', async () => {
    const answer = answerer('http://127.0.0.1:1/v1').answer('q', anytime);
    await expect(answer).rejects.toMatchObject({ agentCause: 'endpoint-unavailable' });
  });

  test('passes on how long a rate limit asks to wait', async () => {
    endpoint.behave({ kind: 'raw', status: 429, body: {}, headers: { 'retry-after': '3' } });
    const answer = answerer(endpoint.baseUrl).answer('q', anytime);
    await expect(answer).rejects.toMatchObject({ retryAfterMs: 3000 });
  });

  test('a cancelled question hangs up on the model', async () => {
    endpoint.behave({ kind: 'hang' });
    const before = endpoint.abandoned();
    const cancel = new AbortController();
    const answer = answerer(endpoint.baseUrl).answer('q', cancel.signal);
    setTimeout(() => cancel.abort(new Error('cancelled')), 50);
    await expect(answer).rejects.toThrow('cancelled');
    await expect.poll(() => endpoint.abandoned() - before).toBe(1);
  });
});

describe('Retry-After', () => {
  const at = (value: string) => parseRetryAfterMs(new Headers({ 'retry-after': value }), 1000);

  test('is seconds, or a date, and never negative', () => {
    expect(at('2')).toBe(2000);
    expect(at('Thu, 01 Jan 1970 00:00:05 GMT')).toBe(4000);
    expect(at('Thu, 01 Jan 1970 00:00:00 GMT')).toBe(0);
  });

  test('is ignored when it says nothing', () => {
    expect(at('soon')).toBeUndefined();
    expect(parseRetryAfterMs(new Headers(), 0)).toBeUndefined();
  });
});
