import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import OpenAI from 'openai';
import { afterEach, expect, test } from 'vitest';
import { ApiError } from '../../../src/inference/api-error.ts';
import { createChatServer } from '../../../src/inference/http-server.ts';
import { scriptedEngine } from '../../support/scripted-engine.ts';

const USER = [{ role: 'user' as const, content: 'How much is 2 + 2?' }];
let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

async function clientOf(...script: Parameters<typeof scriptedEngine>): Promise<OpenAI> {
  server = createChatServer(scriptedEngine(...script)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return new OpenAI({ baseURL: `http://127.0.0.1:${port}/v1`, apiKey: 'none', maxRetries: 0 });
}

test('the OpenAI client reads a plain completion with its usage', async () => {
  const client = await clientOf(async () => ({ text: 'four', finishReason: 'length' }));
  const reply = await client.chat.completions.create({ model: 'tiny', messages: USER });
  expect(reply.choices[0]).toMatchObject({ message: { content: 'four' }, finish_reason: 'length' });
  expect(reply.model).toBe('tiny');
  expect(reply.usage).toEqual({ prompt_tokens: 7, completion_tokens: 3, total_tokens: 10 });
});

test('the OpenAI client reads a stream: pieces, finish reason and usage', async () => {
  const client = await clientOf(async (_request, _signal, onText) => {
    for (const piece of ['fo', 'ur']) onText(piece);
    return { text: 'four' };
  });
  const stream = client.chat.completions.stream({
    model: 'tiny',
    messages: USER,
    stream_options: { include_usage: true },
  });
  const reply = await stream.finalChatCompletion();
  expect(reply.choices[0]).toMatchObject({ message: { content: 'four' }, finish_reason: 'stop' });
  expect(reply.usage?.total_tokens).toBe(10);
});

test.each([false, true])('tool calls reach the OpenAI client (stream: %s)', async (isStream) => {
  const client = await clientOf(async () => ({
    toolCalls: [{ name: 'price', arguments: { ticker: 'ACME' } }],
    finishReason: 'tool_calls',
  }));
  const body = { model: 'tiny', messages: USER };
  const reply = isStream
    ? await client.chat.completions.stream(body).finalChatCompletion()
    : await client.chat.completions.create(body);
  const [call] = reply.choices[0]?.message.tool_calls ?? [];
  expect(call).toMatchObject({
    type: 'function',
    function: { name: 'price', arguments: '{"ticker":"ACME"}' },
  });
  expect(reply.choices[0]?.finish_reason).toBe('tool_calls');
});

test.each([false, true])('refusals keep status and code (stream: %s)', async (stream) => {
  const client = await clientOf(async () => {
    throw new ApiError(400, 'too long', 'context_length_exceeded');
  });
  const call = client.chat.completions.create({ model: 'tiny', messages: USER, stream });
  await expect(call).rejects.toMatchObject({ status: 400, code: 'context_length_exceeded' });
});

test('another model name is refused, so a wrong model can never answer', async () => {
  const client = await clientOf(async () => ({ text: 'four' }));
  const call = client.chat.completions.create({ model: 'gpt-5', messages: USER });
  await expect(call).rejects.toMatchObject({ status: 404, code: 'model_not_found' });
});

test.each([
  { title: 'no messages', change: { messages: [] } },
  { title: 'several choices', change: { n: 2 } },
  { title: 'log probabilities', change: { logprobs: true } },
  { title: 'images', change: { messages: [{ role: 'user', content: [{ type: 'image_url' }] }] } },
])('a request with $title is refused with 400', async ({ change }) => {
  const client = await clientOf(async () => ({ text: 'four' }));
  const body = { model: 'tiny', messages: USER, ...change };
  await expect(client.post('/chat/completions', { body })).rejects.toMatchObject({ status: 400 });
});

test('a client that hangs up stops the generation', async () => {
  const aborted = Promise.withResolvers<void>();
  const begun = Promise.withResolvers<void>();
  const client = await clientOf(async (_request, signal) => {
    begun.resolve();
    await once(signal, 'abort');
    aborted.resolve();
    throw signal.reason;
  });
  const hangUp = new AbortController();
  const body = { model: 'tiny', messages: USER };
  const call = client.chat.completions.create(body, { signal: hangUp.signal });
  call.catch(() => {});
  await begun.promise;
  hangUp.abort();
  await aborted.promise;
  await expect(call).rejects.toThrow();
});
