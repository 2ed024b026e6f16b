import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AgentCounters } from '../../../src/agent/agent-counters.ts';
import { createModelAnswerer, type LoopLimits } from '../../../src/agent/model-answerer.ts';
import { OpenAiModel } from '../../../src/agent/openai-model.ts';
import type { FakeBehaviour, FakeScript } from '../../support/fake-model-server.ts';
import { type FakeOpenAi, startFakeOpenAi, toolTurn } from '../../support/fake-openai.ts';

const anytime = AbortSignal.timeout(20_000);
const answer42: FakeBehaviour = { kind: 'reply', text: 'Answer: 42' };
const refusal = (status: number, message: string): FakeBehaviour => ({
  kind: 'raw',
  status,
  body: { error: { message } },
});

describe('the built-in agent with its calculators', () => {
  let endpoint: FakeOpenAi;
  beforeAll(async () => {
    endpoint = await startFakeOpenAi();
  });
  afterAll(() => endpoint.close());

  function start(script: FakeScript, limits?: LoopLimits) {
    endpoint.behave(script);
    const from = endpoint.requests.length;
    const counters = new AgentCounters();
    const { baseUrl } = endpoint;
    const answerer = createModelAnswerer(
      new OpenAiModel({ baseUrl, apiKey: 'dummy', model: 'm', temperature: 0, maxTokens: 99 }),
      counters,
      { tools: true, ...(limits && { limits }) },
    );
    return {
      ask: () => answerer.answer('q', anytime),
      counters,
      requests: () => endpoint.requests.slice(from) as unknown as Request[],
    };
  }
  interface Request {
    readonly tools?: readonly { function: { name: string } }[];
    readonly tool_choice?: string;
    readonly messages: readonly {
      role: string;
      content: string;
      tool_call_id?: string;
      tool_calls?: readonly { id: string; function: { arguments: string } }[];
    }[];
  }
  const results = (request: Request | undefined) =>
    (request?.messages ?? [])
      .filter(({ role }) => role === 'tool')
      .map(({ content }) => JSON.parse(content));

  test('calculates step after step and reports every call and its cost', async () => {
    const turns = [
      toolTurn(['effective_annual_rate', { nominal_rate: 0.12, compounding: 12 }]),
      toolTurn(['calculate', { expression: '6 * 7' }]),
      answer42,
    ];
    const { ask, requests, counters } = start((_body, index) => turns[index] ?? answer42);
    const { text, usage, toolCalls } = await ask();
    expect(text).toBe('Answer: 42');
    expect(usage).toMatchObject({
      inputTokens: 33,
      outputTokens: 21,
      modelCalls: 3,
      toolCalls: 2,
      toolSupport: 'used',
    });
    expect(counters.modelCalls).toBe(3);
    expect(toolCalls).toMatchObject([
      { tool: 'effective_annual_rate', params: { nominal_rate: 0.12 }, is_error: false },
      { tool: 'calculate', result: '{"value":42}', elapsed_ms: expect.any(Number) },
    ]);
    expect(results(requests()[2])).toEqual([
      { effective_annual_rate: expect.closeTo(0.126825, 6) },
      { value: 42 },
    ]);
  });

  test('answers all calls of one turn, each under its id', async () => {
    const { ask, requests } = start((_body, index) =>
      index === 0
        ? toolTurn(
            ['calculate', { expression: '1 + 1' }],
            ['calculate', { expression: '2 + 2' }],
            ['add_to_date', { date: '2025-01-31', months: 1 }],
          )
        : answer42,
    );
    await ask();
    const second = requests()[1];
    const called = second?.messages.find(({ role }) => role === 'assistant')?.tool_calls;
    const replies = second?.messages.filter(({ role }) => role === 'tool');
    expect(replies?.map(({ tool_call_id }) => tool_call_id)).toEqual(called?.map(({ id }) => id));
    expect(results(second)).toMatchObject([{ value: 2 }, { value: 4 }, { date: '2025-02-28' }]);
  });

  test.each([
    ['torn arguments', ['calculate', '{"expression": "1 +'], /no JSON object/],
    ['arguments in a list', ['calculate', '["1 + 1"]'], /no JSON object/],
    ['a misspelt argument', ['calculate', { expr: '1' }], /expression/],
    ['an unknown tool', ['web_search', { query: 'answer' }], /no tool "web_search".*calculate/],
    ['an impossible sum', ['calculate', { expression: '1 / 0' }], /division by zero/],
  ] as const)('%s come back as an error the model can mend', async (_name, call, message) => {
    const { ask, requests } = start((_body, index) => (index === 0 ? toolTurn(call) : answer42));
    const { text, toolCalls } = await ask();
    expect(text).toBe('Answer: 42');
    expect(toolCalls).toMatchObject([{ is_error: true }]);
    const [result] = results(requests()[1]);
    expect(result.error).toMatch(message);
    // Servers refuse a conversation whose own calls do not parse.
    for (const { tool_calls: calls } of requests()[1]?.messages ?? []) {
      for (const each of calls ?? [])
        expect(() => JSON.parse(each.function.arguments)).not.toThrow();
    }
  });

  test('is told to answer in its last round, and may', async () => {
    const { ask, requests } = start((body) =>
      body.tool_choice === 'none' ? answer42 : toolTurn(['calculate', { expression: '1' }]),
    );
    const { usage } = await ask();
    expect(usage).toMatchObject({ modelCalls: 8, toolCalls: 7 });
    expect(requests().map(({ tool_choice }) => tool_choice)).toEqual([
      ...Array<string>(7).fill('auto'),
      'none',
    ]);
  });

  test('fails as an agent when it calls tools without end', async () => {
    const { ask, requests } = start(() => toolTurn(['calculate', { expression: '1' }]));
    await expect(ask()).rejects.toMatchObject({
      agentCause: 'agent-failed',
      message: expect.stringContaining('8 rounds'),
    });
    expect(requests()).toHaveLength(8);
  });

  test('is told to answer when its tokens are spent', async () => {
    const limits = { roundsMax: 8, tokensMax: 30 };
    const { ask } = start(
      (body) =>
        body.tool_choice === 'none' ? answer42 : toolTurn(['calculate', { expression: '1' }]),
      limits,
    );
    // 18 tokens a turn: two turns reach 36.
    expect((await ask()).usage.modelCalls).toBe(3);
  });

  test.each([
    [400, '"auto" tool choice requires --enable-auto-tool-choice and --tool-call-parser to be set'],
    [404, 'No endpoints found that support tool use'],
    [422, 'tools: extra fields not permitted'],
    [500, 'tools param requires --jinja flag'],
  ])(
    'an endpoint that answers %i to tools is asked without them from then on',
    async (status, why) => {
      const { ask, requests } = start((body) =>
        'tools' in body ? refusal(status, why) : answer42,
      );
      expect((await ask()).usage).toMatchObject({
        modelCalls: 2,
        toolSupport: 'none',
        toolCalls: 0,
      });
      expect((await ask()).usage).toMatchObject({ modelCalls: 1, toolSupport: 'none' });
      expect(requests().map((request) => 'tools' in request)).toEqual([true, false, false]);
    },
  );

  test.each([
    ['writes the call into its text', '<tool_call>{"name": "calculate"}</tool_call>'],
    ['answers with a bare call', '{"name": "calculate", "arguments": {"expression": "1"}}'],
  ])('a model that %s is asked without tools from then on', async (_name, text) => {
    const { ask, requests } = start((body) =>
      'tools' in body ? { kind: 'reply', text } : answer42,
    );
    expect(await ask()).toMatchObject({
      text: 'Answer: 42',
      usage: { toolSupport: 'ignored', modelCalls: 2 },
    });
    await ask();
    expect(requests()).toHaveLength(3);
  });

  test('a model that needs no tool is asked once, and offered them again', async () => {
    const { ask, requests } = start(() => answer42);
    expect((await ask()).usage).toMatchObject({ toolSupport: 'ignored', modelCalls: 1 });
    await ask();
    expect(requests().map((request) => 'tools' in request)).toEqual([true, true]);
  });

  test('an answer that quotes a call is an answer', async () => {
    const text = 'Sent {"name": "calculate", "arguments": {}} and got 42.\n**Answer:** 42';
    const { ask } = start(() => ({ kind: 'reply', text }));
    expect(await ask()).toMatchObject({ text, usage: { modelCalls: 1 } });
  });

  test('one written call does not take the tools from a model that can call them', async () => {
    const written = { kind: 'reply', text: '<tool_call>{}</tool_call>' } as const;
    const turns = [toolTurn(['calculate', { expression: '1' }]), answer42, written];
    const { ask, requests } = start((_body, index) => turns[index] ?? answer42);
    await ask();
    expect((await ask()).text).toBe('Answer: 42');
    await ask();
    expect(requests().map((request) => 'tools' in request)).toEqual([
      ...[true, true, true, false, true],
    ]);
  });

  test.each([
    ['a rate limit', refusal(429, 'slow down'), 'rate-limited'],
    [
      'an overlong conversation',
      refusal(400, 'maximum context length is 4096'),
      'context-length-exceeded',
    ],
    ['a refused tool message', refusal(400, 'role tool is not supported'), 'provider-error'],
    ['a dead endpoint', { kind: 'drop' }, 'endpoint-unavailable'],
  ] as const)('%s in the middle fails with its own cause', async (_name, behaviour, agentCause) => {
    const { ask, requests } = start((_body, index) =>
      index === 0 ? toolTurn(['calculate', { expression: '1' }]) : behaviour,
    );
    await expect(ask()).rejects.toMatchObject({ agentCause });
    expect(requests()).toHaveLength(2);
  });

  test('an overlong question is not mistaken for an endpoint without tools', async () => {
    const why = 'maximum context length is 4096 tokens, tools included';
    const { ask, requests } = start(() => refusal(400, why));
    await expect(ask()).rejects.toMatchObject({ agentCause: 'context-length-exceeded' });
    expect(requests()).toHaveLength(1);
  });
});
