import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AgentCounters } from '../../../src/agent/agent-counters.ts';
import type { Answerer } from '../../../src/agent/answerer.ts';
import { OpenAiModel } from '../../../src/agent/openai-model.ts';
import { createTradeAnswerer } from '../../../src/agent/trade-answerer.ts';
import type { FakeBehaviour, FakeScript } from '../../support/fake-model-server.ts';
import { completion, type FakeOpenAi, startFakeOpenAi } from '../../support/fake-openai.ts';
import { payloadOf } from '../../support/paper-episode.ts';

const anytime = AbortSignal.timeout(20_000);
const PAYLOAD = payloadOf({ close: 100, timestamp: '2024-01-01T00:00:00Z' });
const HOLD = '{"action":"HOLD","size":0,"stop_loss":null,"take_profit":null,"reasoning":""}';
const reply = (text: string): FakeBehaviour => ({ kind: 'reply', text });
const cut = (content: string | null): FakeBehaviour => ({
  ...{ kind: 'raw', status: 200, body: completion({ content }, 'length') },
});
const questions: Answerer = {
  answer: async () => {
    throw new Error('took a market for a question');
  },
};

describe('the built-in agent on a market', () => {
  let endpoint: FakeOpenAi;
  beforeAll(async () => {
    endpoint = await startFakeOpenAi();
  });
  afterAll(() => endpoint.close());

  function start(script: FakeBehaviour | FakeScript, { model = 'm', maxTokens = 1024 } = {}) {
    endpoint.behave(script);
    const from = endpoint.requests.length;
    const { baseUrl } = endpoint;
    const options = { baseUrl, apiKey: 'dummy', model, temperature: 0, maxTokens };
    const answerer = createTradeAnswerer(new OpenAiModel(options), new AgentCounters(), {
      ...{ maxTokens, questions },
    });
    return {
      decide: (payload = PAYLOAD) => answerer.answer(payload, anytime),
      requests: () => endpoint.requests.slice(from),
    };
  }

  test('asks its model once for one JSON object, without tools, in at most 200 tokens', async () => {
    const { decide, requests } = start(reply('{"action":"hold"}'));
    const { text, usage } = await decide();
    expect(text).toBe(HOLD);
    expect(usage).toMatchObject({ inputTokens: 11, outputTokens: 7, modelCalls: 1, warnings: [] });
    const [request, ...others] = requests();
    expect(others).toEqual([]);
    expect(request).toMatchObject({
      max_tokens: 200,
      response_format: { type: 'json_schema', json_schema: { name: 'trading_decision' } },
      messages: [{ role: 'system' }, { role: 'user' }],
    });
    expect(request).not.toHaveProperty('tools');
  });

  test('shows the model all of the state, also what it has never heard of', async () => {
    const { decide, requests } = start(reply('{"action":"HOLD"}'));
    const state = {
      ...{ symbol: 'ASSET', ohlcv: { close: 46_870.123_456_789 } },
      account: { equity: 10_000, positions: [{ size: 0.1, stop_loss: null }] },
      history: [],
    };
    const rules = { size: 'base units', max_leverage: 3, fee: 0.0004 };
    const payload = { type: 'trading_decision', state, episode: { step: 3 }, rules };
    await decide(JSON.stringify(payload));
    const [{ messages }] = requests() as unknown as [{ messages: { content: string }[] }];
    expect(messages[1]?.content.split('\n')).toEqual([
      ...['symbol: ASSET', 'ohlcv: close=46870.123'],
      ...['account: equity=10000 positions=(size=0.1 stop_loss=null)', 'history: none'],
      ...['episode: step=3', 'rules: size=base units max_leverage=3 fee=0.0004'],
    ]);
    expect(messages.map(({ content }) => content).join('').length).toBeLessThan(1_000);
  });

  test('remembers nothing between decisions', async () => {
    const { decide, requests } = start(reply('{"action":"HOLD"}'));
    await decide();
    await decide();
    const [first, second] = requests();
    expect(second).toEqual(first);
  });

  test('passes on what is no decision as the model wrote it', async () => {
    for (const text of ['I would wait.', '{"action":"BUY"}', '{"action":"BUY","size":0.1,"rea']) {
      expect((await start(reply(text)).decide()).text).toBe(text);
    }
  });

  test('takes no draft in the thoughts of a model for its decision', async () => {
    const drafted = '<think>{"action":"BUY","size":9}</think>\n{"action":"HOLD"}';
    expect((await start(reply(drafted)).decide()).text).toBe(HOLD);
    const unfinished = '<think>maybe {"action":"BUY","size":9} or';
    expect((await start(reply(unfinished)).decide()).text).toBe(unfinished);
  });

  test.each([
    ['a rate limit', { kind: 'raw', status: 429, body: {} }, 'rate-limited'],
    ['a dead endpoint', { kind: 'drop' }, 'endpoint-unavailable'],
    ['a spent balance', { kind: 'raw', status: 402, body: {} }, 'quota-exceeded'],
    ['a broken server', { kind: 'raw', status: 500, body: {} }, 'provider-error'],
    ['silence', reply(' '), 'empty-reply'],
  ] as const)('%s is a failure with its own cause, no decision', async (_name, script, cause) => {
    const { decide, requests } = start(script);
    await expect(decide()).rejects.toMatchObject({ name: 'AgentError', agentCause: cause });
    expect(requests()).toHaveLength(1);
  });

  test('an endpoint that refuses shapes is asked without one from then on', async () => {
    const { decide, requests } = start((body) =>
      'response_format' in body
        ? { kind: 'raw', status: 400, body: { error: { message: 'response_format unsupported' } } }
        : reply('{"action":"HOLD"}'),
    );
    const { text, usage } = await decide();
    expect(text).toBe(HOLD);
    expect(usage).toMatchObject({ modelCalls: 2, warnings: [expect.stringContaining('shape')] });
    expect((await decide()).usage.modelCalls).toBe(1);
    expect(requests().map((body) => 'response_format' in body)).toEqual([true, false, false]);
  });

  test.each([
    ['leaves no text', cut(null)],
    ['breaks off in its thoughts', cut('<think>The price')],
  ])('a model that %s gets the room it was configured with from then on', async (_name, script) => {
    const { decide, requests } = start((body) =>
      body.max_tokens === 200 ? script : reply('{"action":"HOLD"}'),
    );
    expect(await decide()).toMatchObject({ text: HOLD, usage: { modelCalls: 2 } });
    await decide();
    expect(requests().map((body) => body.max_tokens)).toEqual([200, 1024, 1024]);
  });

  test('a model that rambles gets no more room, and none gets more than configured', async () => {
    const rambling = start(cut('Let me see: the price is'));
    expect((await rambling.decide()).text).toBe('Let me see: the price is');
    expect(rambling.requests()).toHaveLength(1);
    const small = start(cut(null), { maxTokens: 50 });
    await expect(small.decide()).rejects.toMatchObject({ agentCause: 'empty-reply' });
    expect(small.requests().map((body) => body.max_tokens)).toEqual([50]);
  });
});
