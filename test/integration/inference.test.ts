import { join } from 'node:path';
import OpenAI from 'openai';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RunningServer } from '../../src/adapters/inference/inference-server.ts';
import { createInferenceServers } from '../../src/adapters/inference/inference-servers.ts';
import { isPortFree } from '../../src/adapters/process/ports.ts';
import { ProcessRegistry } from '../../src/adapters/process/process-registry.ts';
import { groupMembers } from '../../src/adapters/process/process-table.ts';
import { cacheDir } from '../../src/adapters/provision/cache-dir.ts';
import type { DeploymentSpec } from '../../src/domain/suite/config-run.ts';
import { eventually, temporaryDir } from '../support/small-servers.ts';

// The real engine and real weights, fetched into the user's cache at the first run (about 180 MB).
// Generated text is never compared: it differs between machines and between batches.

const spec: DeploymentSpec = {
  engine: 'node-llama-cpp',
  model: 'smollm2-135m-instruct',
  weights: 'smollm2-135m-instruct',
  context: 1024,
  slots: 2,
};
const request = { deploymentId: 'test', spec, holder: 'config a' };
const { signal } = new AbortController();
const dir = temporaryDir();
const processes = new ProcessRegistry(dir.path);
const serverFor = createInferenceServers({
  processes,
  cacheDir: cacheDir(process.env),
  configRoot: join(import.meta.dirname, '../../config'),
  env: process.env,
  granted: { allowCommand: false, trustRemoteCode: [] },
});
const engine = serverFor(spec);
let server: RunningServer;

beforeAll(async () => {
  server = await engine.ensure(request, signal);
  await engine.awaitHealthy(server, request, signal);
}, 600_000);
afterAll(async () => {
  await processes.stopAll();
  dir.remove();
}, 30_000);

const client = () => new OpenAI({ baseURL: server.baseUrl, apiKey: 'none', maxRetries: 0 });
const ask = (content: string, options: object = {}) =>
  client().chat.completions.create({
    model: spec.model,
    messages: [{ role: 'user', content }],
    max_tokens: 12,
    ...options,
  });

test('answers carry the model, a finish reason and token counts, several at once too', async () => {
  const questions = ['What is a bond?', 'What is a share?', 'What is a swap?', 'What is 2 + 2?'];
  const replies = await Promise.all(questions.map((question) => ask(question)));
  for (const reply of replies) {
    expect(reply.model).toBe(spec.model);
    expect(['stop', 'length']).toContain(reply.choices[0]?.finish_reason);
    expect(reply.usage?.completion_tokens).toBeGreaterThan(0);
    expect(reply.usage?.completion_tokens).toBeLessThanOrEqual(12);
    expect(reply.usage?.prompt_tokens).toBeGreaterThan(30); // The template adds a system prompt.
  }
});

test('a JSON schema is kept to', async () => {
  const schema = {
    type: 'object',
    properties: { answer: { type: 'number' }, unit: { enum: ['percent', 'currency'] } },
    required: ['answer', 'unit'],
  };
  const reply = await ask('How much is 10 % of 50?', {
    max_tokens: 200,
    response_format: { type: 'json_schema', json_schema: { name: 'answer', schema } },
  });
  expect(JSON.parse(reply.choices[0]?.message.content ?? '')).toEqual({
    answer: expect.any(Number),
    unit: expect.stringMatching(/^(percent|currency)$/),
  });
});

test('a required tool is called with arguments of its schema', async () => {
  const parameters = {
    type: 'object',
    properties: { count: { type: 'integer' } },
    required: ['count'],
  };
  const reply = await ask('Count to three.', {
    max_tokens: 200,
    tools: [{ type: 'function', function: { name: 'count', parameters } }],
    tool_choice: 'required',
  });
  const [call] = reply.choices[0]?.message.tool_calls ?? [];
  if (call?.type !== 'function') throw new Error('no function was called');
  expect(call.function.name).toBe('count');
  expect(JSON.parse(call.function.arguments)).toEqual({ count: expect.any(Number) });
});

test('a prompt longer than the context is refused with the code clients know', async () => {
  await expect(ask('cash flow '.repeat(1000))).rejects.toMatchObject({
    status: 400,
    code: 'context_length_exceeded',
  });
});

test('a client that hangs up in the middle of a stream leaves its slot to others', async () => {
  for (let hangUps = 0; hangUps < 3; hangUps++) {
    const stream = await client().chat.completions.create({
      model: spec.model,
      messages: [{ role: 'user', content: 'Tell a very long story.' }],
      max_tokens: 900,
      stream: true,
    });
    for await (const _ of stream) break;
  }
  await expect(ask('What is 2 + 2?')).resolves.toBeDefined();
});

test('a killed server is noticed, and comes back at the same address for its holders', async () => {
  expect(await engine.check(server, request, signal)).toEqual({ alive: true });
  process.kill(server.pid ?? 0, 'SIGKILL');
  await eventually(async () => !(await engine.check(server, request, signal)).alive);
  // It closes its port first; until its memory is freed it is still a process.
  await eventually(async () => groupMembers(server.pid ?? 0).length === 0);

  const second = await engine.ensure({ ...request, holder: 'config b' }, signal);
  expect(second).toMatchObject({ baseUrl: server.baseUrl, adopted: false });
  server = second;
  const health = await engine.awaitHealthy(server, request, signal);
  expect(health.models).toEqual([spec.model]);
  await expect(ask('What is 2 + 2?')).resolves.toBeDefined();
});

test('the last release leaves neither process nor listener, even while an answer is generated', async () => {
  const { pid = 0, baseUrl } = server;
  expect(await engine.release(request)).toEqual({ stopped: false });
  const cutOff = ask('Tell a very long story.', { max_tokens: 900 });
  cutOff.catch(() => {});
  expect(await engine.release({ ...request, holder: 'config b' })).toEqual({ stopped: true });
  await expect(cutOff).rejects.toThrow();
  expect(groupMembers(pid)).toEqual([]);
  expect(await isPortFree(Number(new URL(baseUrl).port))).toBe(true);
  expect(await engine.check(server, request, signal)).toMatchObject({ alive: false });
});

test('a server that cannot start fails with the end of its log', async () => {
  const broken = {
    ...request,
    deploymentId: 'broken',
    spec: { ...spec, context: 100_000 },
  };
  const started = await engine.ensure(broken, signal);
  await expect(engine.awaitHealthy(started, broken, signal)).rejects.toMatchObject({
    name: 'DeploymentError',
    message: expect.stringContaining('trained with 8192'),
  });
  await engine.release(broken);
});
