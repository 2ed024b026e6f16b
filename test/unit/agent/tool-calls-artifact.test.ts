import { randomUUID } from 'node:crypto';
import { afterEach, expect, test } from 'vitest';
import { A2aAgentClient } from '../../../src/adapters/a2a/a2a-agent-client.ts';
import { AgentCounters } from '../../../src/agent/agent-counters.ts';
import { startAgentServer } from '../../../src/agent/agent-server.ts';
import { createModelAnswerer } from '../../../src/agent/model-answerer.ts';
import { OpenAiModel } from '../../../src/agent/openai-model.ts';
import { startFakeOpenAi, toolTurn } from '../../support/fake-openai.ts';

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

/** An agent that calculates `expression` once and then answers 42. */
async function startAgent(expression: string) {
  const endpoint = await startFakeOpenAi();
  open.push(() => endpoint.close());
  endpoint.behave((_body, index) =>
    index % 2 === 0
      ? toolTurn(['calculate', { expression }])
      : { kind: 'reply', text: 'Answer: 42' },
  );
  const counters = new AgentCounters();
  const options = { apiKey: 'dummy', model: 'm', temperature: 0, maxTokens: 10 };
  const answerer = createModelAnswerer(
    new OpenAiModel({ baseUrl: endpoint.baseUrl, ...options }),
    counters,
    { tools: true },
  );
  const server = await startAgentServer({ answerer, counters, host: '127.0.0.1', port: 0 });
  open.push(() => server.close());
  return server.url;
}

const message = () => ({
  kind: 'message',
  messageId: randomUUID(),
  role: 'user',
  parts: [{ kind: 'text', text: 'q' }],
});

async function askedOnTheWire(url: string) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      ...{ jsonrpc: '2.0', id: 1, method: 'message/send' },
      params: { message: message(), configuration: { blocking: true } },
    }),
  });
  const { result } = (await response.json()) as {
    result: { artifacts: { name: string; parts: { data?: Record<string, unknown> }[] }[] };
  };
  return result.artifacts;
}

test('what was calculated is published before the answer, and is no part of it', async () => {
  const url = await startAgent('6 * 7');
  const [calls, answer, usage] = await askedOnTheWire(url);
  expect([calls?.name, answer?.name, usage?.name]).toEqual([
    ...['tool_calls', 'answer', 'durabench_usage'],
  ]);
  expect(calls?.parts[0]?.data).toEqual({
    tool_calls: [
      {
        tool: 'calculate',
        params: { expression: '6 * 7' },
        result: '{"value":42}',
        is_error: false,
        elapsed_ms: expect.any(Number),
      },
    ],
  });
  expect(usage?.parts[0]?.data).toMatchObject({
    ...{ toolCalls: 1, toolSupport: 'used', modelCalls: 2 },
  });
  const request = { url, messageId: randomUUID(), text: 'q', onAgentTask: async () => undefined };
  const reply = await new A2aAgentClient().ask(request, AbortSignal.timeout(10_000));
  expect(reply.text).toBe('Answer: 42');
  expect(reply.usage).toEqual({ inputTokens: 22, outputTokens: 14, modelCalls: 2 });
});

test('an endless argument is recorded as its beginning', async () => {
  const url = await startAgent('1 + '.repeat(2000));
  const [calls] = await askedOnTheWire(url);
  const begun = JSON.stringify({ expression: '1 + '.repeat(2000) }).slice(0, 3000);
  expect(calls?.parts[0]?.data).toMatchObject({ tool_calls: [{ params: begun, is_error: true }] });
});
