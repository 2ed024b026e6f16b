import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AgentCounters } from '../../../src/agent/agent-counters.ts';
import { AnthropicModel } from '../../../src/agent/anthropic-model.ts';
import { createModelAnswerer } from '../../../src/agent/model-answerer.ts';
import type { AgentErrorCause } from '../../../src/domain/errors.ts';
import {
  claudeError,
  claudeTurn,
  FAKE_CLAUDE,
  startFakeAnthropic,
  toolUse,
} from '../../support/fake-anthropic.ts';
import type { FakeBehaviour, FakeModelServer } from '../../support/fake-model-server.ts';

const anytime = AbortSignal.timeout(20_000);
const text = (value: string) => ({ type: 'text', text: value });
const answer42: FakeBehaviour = { kind: 'reply', text: 'Answer: 42' };

const FAILURES: readonly (readonly [string, FakeBehaviour, AgentErrorCause])[] = [
  ['a dropped connection', { kind: 'drop' }, 'endpoint-unavailable'],
  ['401', claudeError(401, 'authentication_error'), 'auth-failed'],
  ['403', claudeError(403, 'permission_error'), 'auth-failed'],
  ['402', claudeError(402, 'billing_error'), 'quota-exceeded'],
  [
    'a spent balance',
    claudeError(400, 'invalid_request_error', 'Your credit balance is too low to access the API.'),
    'quota-exceeded',
  ],
  ['429', claudeError(429, 'rate_limit_error'), 'rate-limited'],
  [
    'a reached spend limit',
    {
      ...{ kind: 'raw', status: 429 },
      body: {
        type: 'error',
        error: {
          ...{ type: 'rate_limit_error', message: 'no' },
          details: { error_code: 'contract_spend_limit_reached' },
        },
      },
    },
    'quota-exceeded',
  ],
  ['an overloaded API', claudeError(529, 'overloaded_error'), 'provider-error'],
  ['500', claudeError(500, 'api_error'), 'provider-error'],
  ['503', claudeError(503, 'api_error'), 'endpoint-unavailable'],
  ['an unknown model', claudeError(404, 'not_found_error', 'model: claude-x'), 'provider-error'],
  [
    'a long prompt',
    claudeError(400, 'invalid_request_error', 'prompt is too long: 210000 tokens > 200000 maximum'),
    'context-length-exceeded',
  ],
  [
    'a prompt too long for its answer',
    claudeError(
      400,
      'invalid_request_error',
      'input length and `max_tokens` exceed context limit: 199000 + 4096 > 200000',
    ),
    'context-length-exceeded',
  ],
  ['a huge request', claudeError(413, 'request_too_large'), 'context-length-exceeded'],
  [
    'a content filter',
    claudeError(400, 'invalid_request_error', 'Output blocked by content filtering policy'),
    'content-refused',
  ],
  ['a refusal', claudeTurn([text('I')], 'refusal'), 'content-refused'],
  ['a turn without content', claudeTurn([]), 'empty-reply'],
  ['200 with HTML', { kind: 'raw', status: 200, body: '<html>' }, 'provider-error'],
  ['200 with other JSON', { kind: 'raw', status: 200, body: {} }, 'provider-error'],
];

describe('the built-in agent on an Anthropic model', () => {
  let endpoint: FakeModelServer;
  beforeAll(async () => {
    endpoint = await startFakeAnthropic();
  });
  afterAll(() => endpoint.close());

  function start(behaviour: Parameters<FakeModelServer['behave']>[0], tools = true) {
    endpoint.behave(behaviour);
    const from = endpoint.requests.length;
    const model = new AnthropicModel({
      ...{ baseUrl: endpoint.origin, apiKey: 'key-1', model: FAKE_CLAUDE },
      ...{ temperature: 0.5, maxTokens: 99 },
    });
    const answerer = createModelAnswerer(model, new AgentCounters(), { tools });
    return {
      ask: (signal = anytime) => answerer.answer('What is 6 * 7?', signal),
      requests: () => endpoint.requests.slice(from),
    };
  }

  test('sends the key, all settings and the question, and reports what it cost', async () => {
    const { ask, requests } = start(answer42, false);
    expect(await ask()).toEqual({
      text: 'Answer: 42',
      usage: {
        ...{ inputTokens: 11, outputTokens: 7, modelCalls: 1 },
        ...{ model: FAKE_CLAUDE, finishReason: 'stop' },
        ...{ toolCalls: 0, toolSupport: 'off', warnings: [] },
      },
      toolCalls: [],
    });
    expect(requests()).toEqual([
      {
        ...{ model: FAKE_CLAUDE, max_tokens: 99, temperature: 0.5 },
        system: expect.stringContaining('finance analyst'),
        messages: [{ role: 'user', content: 'What is 6 * 7?' }],
      },
    ]);
    const sent = endpoint.heads.at(-1);
    expect(sent?.line).toBe('POST /v1/messages');
    expect(sent?.headers.get('authorization')).toBe('Bearer key-1');
    expect(sent?.headers.get('anthropic-version')).toMatch(/^\d{4}-\d\d-\d\d$/);
  });

  test('finds the API also at an address that ends in /v1', async () => {
    endpoint.behave(answer42);
    const model = new AnthropicModel({
      ...{ baseUrl: `${endpoint.origin}/v1/`, apiKey: 'k', model: 'm' },
      ...{ temperature: 0, maxTokens: 9 },
    });
    const answerer = createModelAnswerer(model, new AgentCounters(), { tools: false });
    expect((await answerer.answer('q', anytime)).text).toBe('Answer: 42');
  });

  test('gives every result back under the id of its call, behind the unchanged turn', async () => {
    const thought = { type: 'thinking', thinking: 'hm', signature: 'signed' };
    const called = [
      thought,
      text('I calculate.'),
      toolUse('calculate', { expression: '6 * 7' }, 1),
      toolUse('calculate', { expression: '1 / 0' }, 2),
    ];
    const { ask, requests } = start((_body, index) =>
      index === 0 ? claudeTurn(called, 'tool_use') : answer42,
    );
    const { usage, toolCalls } = await ask();
    expect(usage).toMatchObject({ inputTokens: 22, modelCalls: 2, toolSupport: 'used' });
    expect(toolCalls).toMatchObject([
      { tool: 'calculate', params: { expression: '6 * 7' }, result: '{"value":42}' },
      { is_error: true },
    ]);
    const [first, second] = requests();
    expect(first).toMatchObject({ tool_choice: { type: 'auto' } });
    expect(first?.tools).toContainEqual(
      expect.objectContaining({
        name: 'calculate',
        input_schema: expect.objectContaining({ type: 'object', required: ['expression'] }),
      }),
    );
    expect(second?.messages).toEqual([
      { role: 'user', content: 'What is 6 * 7?' },
      { role: 'assistant', content: called },
      {
        role: 'user',
        content: [
          {
            ...{ type: 'tool_result', tool_use_id: 'toolu_1' },
            ...{ content: '{"value":42}', is_error: false },
          },
          {
            ...{ type: 'tool_result', tool_use_id: 'toolu_2' },
            ...{ content: expect.stringContaining('division by zero'), is_error: true },
          },
        ],
      },
    ]);
  });

  test('is told to answer in its last round, with the tools still in sight', async () => {
    const call = claudeTurn([toolUse('calculate', { expression: '1' })], 'tool_use');
    const isLast = (body: Record<string, unknown>) =>
      (body.tool_choice as { type: string }).type === 'none';
    const { ask, requests } = start((body) => (isLast(body) ? answer42 : call));
    expect((await ask()).usage).toMatchObject({ modelCalls: 8, toolCalls: 7 });
    expect(requests().every(({ tools }) => Array.isArray(tools))).toBe(true);
  });

  test('is asked without tools from then on by a gateway that refuses them', async () => {
    const { ask, requests } = start((body) =>
      'tools' in body
        ? claudeError(400, 'invalid_request_error', 'tools: not supported by this model')
        : answer42,
    );
    expect((await ask()).usage).toMatchObject({ modelCalls: 2, toolSupport: 'none' });
    await ask();
    expect(requests().map((body) => 'tools' in body)).toEqual([true, false, false]);
  });

  test('an answer cut at the token limit says so', async () => {
    const { ask } = start(claudeTurn([text('Half an ans')], 'max_tokens'));
    expect((await ask()).usage.finishReason).toBe('length');
  });

  test('goes without temperature, and says so, where the model refuses it', async () => {
    const { ask, requests } = start(
      (body) =>
        'temperature' in body
          ? claudeError(400, 'invalid_request_error', '`temperature` is deprecated for this model.')
          : answer42,
      false,
    );
    const both = await Promise.all([ask(), ask()]);
    for (const { usage } of both) {
      expect(usage).toMatchObject({
        modelCalls: 2,
        warnings: [expect.stringContaining('temperature is not sent')],
      });
    }
    expect((await ask()).usage.modelCalls).toBe(1);
    expect(requests()).toHaveLength(5);
  });

  test.each(FAILURES)('%s is no answer, and is paid once', async (_name, behaviour, agentCause) => {
    const { ask, requests } = start(behaviour, false);
    await expect(ask()).rejects.toMatchObject({ name: 'AgentError', agentCause });
    expect(requests()).toHaveLength(1);
  });

  test('passes on how long a rate limit asks to wait', async () => {
    const { ask } = start(claudeError(429, 'rate_limit_error', 'slow', { 'retry-after': '3' }));
    await expect(ask()).rejects.toMatchObject({ retryAfterMs: 3000 });
  });

  test('a cancelled question hangs up on the model', async () => {
    const { ask } = start({ kind: 'hang' });
    const before = endpoint.abandoned();
    const cancel = new AbortController();
    setTimeout(() => cancel.abort(new Error('cancelled')), 50);
    await expect(ask(cancel.signal)).rejects.toThrow('cancelled');
    await expect.poll(() => endpoint.abandoned() - before).toBe(1);
  });
});
