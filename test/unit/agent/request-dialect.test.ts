import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AgentCounters } from '../../../src/agent/agent-counters.ts';
import { createModelAnswerer } from '../../../src/agent/model-answerer.ts';
import { OpenAiModel } from '../../../src/agent/openai-model.ts';
import { dialectOf } from '../../../src/agent/request-dialect.ts';
import type { FakeBehaviour } from '../../support/fake-model-server.ts';
import { type FakeOpenAi, startFakeOpenAi } from '../../support/fake-openai.ts';

const refusal = (message: string): FakeBehaviour => ({
  kind: 'raw',
  status: 400,
  body: { error: { message } },
});

test.each(['o1', 'o3-mini', 'o4-mini-2025-04-16', 'gpt-5-nano', 'openai/o3'])(
  '%s is a reasoning model: no temperature, and its own name for the token limit',
  (model) => {
    expect(dialectOf(model)).toMatchObject({
      sendsTemperature: false,
      tokenParameter: 'max_completion_tokens',
      warnings: [expect.stringContaining('temperature'), expect.stringContaining('token limit')],
    });
  },
);

test.each(['gpt-4o', 'gpt-5-mini', 'gpt-5', 'Qwen/o3x', 'foo1', 'o10'])(
  '%s is an ordinary model',
  (model) => {
    expect(dialectOf(model)).toMatchObject({ sendsTemperature: true, warnings: [] });
  },
);

describe('an endpoint that refuses a setting', () => {
  let endpoint: FakeOpenAi;
  beforeAll(async () => {
    endpoint = await startFakeOpenAi();
  });
  afterAll(() => endpoint.close());
  const anytime = AbortSignal.timeout(10_000);
  const newAnswerer = () =>
    createModelAnswerer(
      new OpenAiModel({
        baseUrl: endpoint.baseUrl,
        ...{ apiKey: 'dummy', model: 'm', temperature: 0.5, maxTokens: 9 },
      }),
      new AgentCounters(),
      { tools: false },
    );

  test('is asked once more without temperature, never again with it, and the answer says so', async () => {
    endpoint.behave((body) =>
      'temperature' in body
        ? refusal("Unsupported value: 'temperature' does not support 0.5 with this model.")
        : { kind: 'reply', text: 'Answer: 1' },
    );
    const answerer = newAnswerer();
    const before = endpoint.requests.length;
    const first = await answerer.answer('q', anytime);
    expect(first.usage).toMatchObject({
      modelCalls: 2,
      warnings: [expect.stringContaining('temperature is not sent')],
    });
    const second = await answerer.answer('q', anytime);
    expect(second.usage).toMatchObject({ modelCalls: 1, warnings: [expect.any(String)] });
    expect(endpoint.requests.length - before).toBe(3);
  });

  test('may refuse both settings, one after the other', async () => {
    endpoint.behave((body) => {
      if ('max_tokens' in body) {
        return refusal(
          "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
        );
      }
      if ('temperature' in body) return refusal("'temperature' is not supported with this model.");
      return { kind: 'reply', text: 'Answer: 1' };
    });
    const { usage } = await newAnswerer().answer('q', anytime);
    expect(usage.modelCalls).toBe(3);
    expect(usage.warnings).toHaveLength(2);
    expect(endpoint.requests.at(-1)).toMatchObject({ max_completion_tokens: 9 });
  });

  test.each([
    ['that refuses on and on', 'temperature does not support 0.5', 2],
    ['that speaks of temperature otherwise', 'temperature must be a number', 1],
  ])('%s fails the question', async (_name, message, calls) => {
    endpoint.behave(refusal(message));
    const before = endpoint.requests.length;
    const answer = newAnswerer().answer('q', anytime);
    await expect(answer).rejects.toMatchObject({ agentCause: 'provider-error' });
    expect(endpoint.requests.length - before).toBe(calls);
  });
});
