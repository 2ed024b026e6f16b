import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, test } from 'vitest';
import { A2aAgentClient } from '../../src/adapters/a2a/a2a-agent-client.ts';
import { AgentCounters } from '../../src/agent/agent-counters.ts';
import { type AgentServer, startAgentServer } from '../../src/agent/agent-server.ts';
import { type Answerer, NO_MODEL_USAGE } from '../../src/agent/answerer.ts';
import { createModelAnswerer } from '../../src/agent/model-answerer.ts';
import { OpenAiModel } from '../../src/agent/openai-model.ts';
import { delayed } from '../../src/agent/reference-answerers.ts';
import { startFakeOpenAi } from '../support/fake-openai.ts';

const echo: Answerer = {
  answer: async (question) => ({ text: `echo ${question}`, usage: NO_MODEL_USAGE }),
};
const anytime = () => AbortSignal.timeout(20_000);
const forget = async () => undefined;

describe('asking one of our own agents', () => {
  const open: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const close of open.splice(0)) await close();
  });

  async function serve(answerer: Answerer, counters = new AgentCounters()) {
    const options = { answerer, counters, host: '127.0.0.1', port: 0 };
    const server: AgentServer = await startAgentServer(options);
    open.push(() => server.close());
    const ask = (text: string, over: Partial<Parameters<A2aAgentClient['ask']>[0]> = {}) => ({
      ...{ url: server.url, messageId: randomUUID(), text, onAgentTask: forget },
      ...over,
    });
    return { server, counters, ask, url: server.url };
  }

  async function serveModel() {
    const endpoint = await startFakeOpenAi();
    open.push(() => endpoint.close());
    const counters = new AgentCounters();
    const model = { apiKey: 'dummy', model: 'm', temperature: 0, maxTokens: 10 };
    const answerer = createModelAnswerer(
      new OpenAiModel({ baseUrl: endpoint.baseUrl, ...model }),
      counters,
      { tools: false },
    );
    return { endpoint, ...(await serve(answerer, counters)) };
  }

  test('gives the answer, its model and its cost', async () => {
    const { ask } = await serveModel();
    const reply = await new A2aAgentClient().ask(ask('6 * 7?'), anytime());
    expect(reply).toEqual({
      text: 'Answer: 42',
      usage: { inputTokens: 11, outputTokens: 7, modelCalls: 1 },
      answeredModel: 'fake-model',
      finishReason: 'stop',
      ...{ toolCalls: 0, toolSupport: 'off', warnings: [] },
      contextId: expect.any(String),
    });
  });

  test('waits for nothing before the task is on record', async () => {
    const { ask } = await serve(echo);
    const recorded = Promise.withResolvers<void>();
    const events: string[] = [];
    const onAgentTask = async () => {
      await recorded.promise;
      events.push('recorded');
    };
    const asked = new A2aAgentClient().ask(ask('q', { onAgentTask }), anytime());
    const answered = asked.then(() => events.push('answered'));
    await sleep(300);
    expect(events).toEqual([]);
    recorded.resolve();
    await answered;
    expect(events).toEqual(['recorded', 'answered']);
  });

  test('fails as the recording of the task fails', async () => {
    const { ask } = await serve(echo);
    const onAgentTask = () => Promise.reject(new Error('disk full'));
    const asked = new A2aAgentClient().ask(ask('q', { onAgentTask }), anytime());
    await expect(asked).rejects.toThrow('disk full');
  });

  test('another client picks up a task whose first caller died', async () => {
    const { ask, url, counters } = await serve(delayed(echo, { delayMs: 800 }));
    const dying = new AbortController();
    const task = Promise.withResolvers<string>();
    const onAgentTask = async (id: string) => task.resolve(id);
    const asked = new A2aAgentClient().ask(ask('q', { onAgentTask }), dying.signal);
    const id = await task.promise;
    dying.abort(new Error('worker died'));
    await expect(asked).rejects.toThrow('worker died');
    const reply = await new A2aAgentClient().resume(url, id, anytime());
    expect(reply?.text).toBe('echo q');
    expect(counters.messages).toBe(1);
  });

  test('a message sent twice is answered once, also while the first is at work', async () => {
    const { endpoint, ask, counters } = await serveModel();
    endpoint.behave({ kind: 'reply', text: 'Answer: 1', delayMs: 300 });
    const tasks: string[] = [];
    const onAgentTask = async (id: string) => void tasks.push(id);
    const messageId = randomUUID();
    const client = new A2aAgentClient();
    const again = () => client.ask(ask('q', { messageId, onAgentTask }), anytime());
    const replies = [...(await Promise.all([again(), again()])), await again()];
    expect(new Set(replies.map(({ text }) => text))).toEqual(new Set(['Answer: 1']));
    expect(new Set(tasks).size).toBe(1);
    expect(endpoint.requests).toHaveLength(1);
    expect(counters.snapshot()).toEqual({ messages: 3, modelCalls: 1, duplicates: 2, inFlight: 0 });
  });

  test('cancelling a task hangs up on the model and ends the wait', async () => {
    const { endpoint, ask, counters, url } = await serveModel();
    endpoint.behave({ kind: 'hang' });
    const task = Promise.withResolvers<string>();
    const onAgentTask = async (id: string) => task.resolve(id);
    const client = new A2aAgentClient();
    const asked = client.ask(ask('q', { onAgentTask }), anytime());
    const ended = expect(asked).rejects.toMatchObject({ agentCause: 'agent-failed' });
    const id = await task.promise;
    await expect.poll(() => endpoint.requests.length).toBe(1);
    await client.cancel(url, id);
    await ended;
    await expect.poll(() => endpoint.abandoned()).toBe(1);
    expect(counters.inFlight).toBe(0);
  });

  test('a model failure arrives as its cause, with the pause it asks for', async () => {
    const { endpoint, ask } = await serveModel();
    const error = { message: 'slow down, user_2abcdefghijklmn' };
    endpoint.behave({ kind: 'raw', status: 429, body: { error }, headers: { 'retry-after': '9' } });
    const asked = new A2aAgentClient().ask(ask('q'), anytime());
    await expect(asked).rejects.toMatchObject({
      agentCause: 'rate-limited',
      retryAfterMs: 9000,
      message: expect.not.stringContaining('user_2'),
    });
  });

  test('an agent that dies at work is unreachable, not wrong', async () => {
    const { server, ask } = await serve(delayed(echo, { delayMs: 60_000 }));
    open.length = 0;
    const onAgentTask = async () => void setTimeout(() => void server.close(), 200);
    const asked = new A2aAgentClient().ask(ask('q', { onAgentTask }), anytime());
    await expect(asked).rejects.toMatchObject({ agentCause: 'agent-unreachable' });
  });

  test('a task the agent does not know cannot be resumed', async () => {
    const { url } = await serve(echo);
    expect(await new A2aAgentClient().resume(url, randomUUID(), anytime())).toBeUndefined();
  });

  test('questions and answers of three megabytes pass', async () => {
    const { ask } = await serve(echo);
    const question = 'x'.repeat(3_000_000);
    const reply = await new A2aAgentClient().ask(ask(question), anytime());
    expect(reply.text).toBe(`echo ${question}`);
  });

  test('hears of the end by stream, long before it would look again', async () => {
    const { ask } = await serve(delayed(echo, { delayMs: 2_200 }));
    const startedAt = performance.now();
    await new A2aAgentClient().ask(ask('q'), anytime());
    expect(performance.now() - startedAt).toBeLessThan(2_800);
  });

  test('callers of the older protocol get their answer in one blocking call', async () => {
    const { url } = await serve(delayed(echo, { delayMs: 200 }));
    const message = { role: 'user', messageId: 'm1', parts: [{ kind: 'text', text: 'q' }] };
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'message/send', params: { message } }),
    });
    expect(await response.json()).toMatchObject({
      result: {
        status: { state: 'completed' },
        artifacts: [{ name: 'answer', parts: [{ text: 'echo q' }] }, { name: 'durabench_usage' }],
      },
    });
  });
});
