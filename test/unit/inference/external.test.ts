import { afterEach, expect, test } from 'vitest';
import { createExternalServer } from '../../../src/adapters/inference/external.ts';
import type { ServerRequest } from '../../../src/adapters/inference/inference-server.ts';
import type { DeploymentSpec } from '../../../src/domain/suite/config-run.ts';
import {
  chatAnswer,
  hang,
  json,
  modelList,
  ScriptedEndpoint,
  status,
} from '../../support/scripted-endpoint.ts';

type ExternalSpec = Extract<DeploymentSpec, { engine: 'external' }>;

const CHAT = '/v1/chat/completions';
const MODELS = '/v1/models';
const { signal } = new AbortController();
const started: ScriptedEndpoint[] = [];
afterEach(async () => {
  await Promise.all(started.splice(0).map((endpoint) => endpoint.stop()));
});

async function endpoint(answers: Parameters<typeof ScriptedEndpoint.start>[0]) {
  const scripted = await ScriptedEndpoint.start(answers);
  started.push(scripted);
  return scripted;
}

const requestFor = (
  { origin }: Pick<ScriptedEndpoint, 'origin'>,
  apiKey?: string,
): ServerRequest<ExternalSpec> => ({
  deploymentId: 'abc',
  holder: 'config a',
  spec: {
    engine: 'external',
    model: 'qwen3-8b',
    baseUrl: `${origin}/v1`,
    slots: 4,
    ...(apiKey && { apiKey }),
  },
});

async function awaitHealthy(request: ServerRequest<ExternalSpec>, env: NodeJS.ProcessEnv = {}) {
  const server = createExternalServer({ env });
  return server.awaitHealthy(await server.ensure(request, signal), request, signal);
}

test('an endpoint is healthy when it lists the model and answers under its name', async () => {
  const scripted = await endpoint({
    [MODELS]: modelList('other', 'qwen3-8b'),
    [CHAT]: chatAnswer('4', 'qwen3-8b'),
  });
  const health = await awaitHealthy(requestFor(scripted));
  expect(health.models).toEqual(['other', 'qwen3-8b']);
});

test('the key is read from the environment at the time of the call and sent as a bearer token', async () => {
  const scripted = await endpoint({
    [MODELS]: modelList('qwen3-8b'),
    [CHAT]: chatAnswer('4', 'qwen3-8b'),
  });
  const env: NodeJS.ProcessEnv = {};
  const request = requestFor(scripted, '${QWEN_KEY}');
  await expect(awaitHealthy(request, env)).rejects.toMatchObject({
    name: 'ConfigurationError',
    message: expect.stringContaining('QWEN_KEY'),
  });
  env.QWEN_KEY = 'secret-1';
  await awaitHealthy(request, env);
  expect(new Set(scripted.seen.map(({ authorization }) => authorization))).toEqual(
    new Set(['Bearer secret-1']),
  );
});

test('a model the endpoint lacks is a final failure that lists what it offers', async () => {
  const scripted = await endpoint({ [MODELS]: modelList('qwen3-8B', 'llama') });
  await expect(awaitHealthy(requestFor(scripted))).rejects.toMatchObject({
    name: 'DeploymentError',
    retryable: false,
    message: expect.stringMatching(/"qwen3-8b".*did you mean "qwen3-8B".*qwen3-8B, llama/),
  });
});

test('an endpoint that answers as another model is refused', async () => {
  const scripted = await endpoint({
    [MODELS]: modelList('qwen3-8b'),
    [CHAT]: chatAnswer('4', 'llama'),
  });
  await expect(awaitHealthy(requestFor(scripted))).rejects.toThrow('answered as "llama"');
});

test('a dated snapshot of the model asked for is that model', async () => {
  const scripted = await endpoint({
    [MODELS]: modelList('qwen3-8b'),
    [CHAT]: chatAnswer('4', 'qwen3-8b-2026-07-01'),
  });
  await expect(awaitHealthy(requestFor(scripted))).resolves.toBeDefined();
});

test('a server whose answers are empty is not healthy, though it lists its model', async () => {
  const scripted = await endpoint({
    [MODELS]: modelList('qwen3-8b'),
    [CHAT]: chatAnswer('', 'qwen3-8b'),
  });
  await expect(awaitHealthy(requestFor(scripted))).rejects.toThrow('with nothing');
});

test('a model that refuses max_tokens is asked with max_completion_tokens', async () => {
  const scripted = await endpoint({
    [MODELS]: modelList('qwen3-8b'),
    [CHAT]: (seen, response) =>
      seen.body.includes('"max_tokens"')
        ? status(400, "use 'max_completion_tokens' instead")(seen, response)
        : chatAnswer('4', 'qwen3-8b')(seen, response),
  });
  await expect(awaitHealthy(requestFor(scripted))).resolves.toBeDefined();
});

test.each([
  { title: 'a rejected key', answer: status(401, 'bad key secret-1'), retryable: false },
  { title: 'an unknown path', answer: status(404, 'no'), retryable: false },
  { title: 'a rate limit', answer: status(429, 'slow down'), retryable: true },
  { title: 'a web page', answer: status(200, '<html>Welcome</html>'), retryable: false },
  { title: 'foreign JSON', answer: json({ hello: 'world' }), retryable: false },
])('$title when listing models fails, retryable: $retryable', async ({ answer, retryable }) => {
  const scripted = await endpoint({ [MODELS]: answer });
  const failure = awaitHealthy(requestFor(scripted, '${KEY}'), { KEY: 'secret-1' });
  await expect(failure).rejects.toMatchObject({ name: 'DeploymentError', retryable });
  await expect(failure).rejects.not.toThrow('secret-1');
});

test('a server error on a real request is worth another try', async () => {
  const scripted = await endpoint({
    [MODELS]: modelList('qwen3-8b'),
    [CHAT]: status(500, 'out of memory'),
  });
  await expect(awaitHealthy(requestFor(scripted))).rejects.toMatchObject({
    retryable: true,
    message: expect.stringContaining('out of memory'),
  });
});

test('an address where nobody listens fails at once and says so', async () => {
  const scripted = await endpoint({});
  const request = requestFor({ origin: scripted.origin });
  await scripted.stop();
  started.length = 0;
  await expect(awaitHealthy(request)).rejects.toMatchObject({
    retryable: true,
    message: expect.stringContaining('cannot be reached'),
  });
});

test('looks spare a healthy endpoint and notice within one look that it is gone', async () => {
  const scripted = await endpoint({ [MODELS]: modelList('qwen3-8b') });
  const request = requestFor(scripted);
  const server = createExternalServer({ env: {}, lookIntervalMs: 50 });
  const running = await server.ensure(request, signal);
  for (let look = 0; look < 5; look++) {
    expect(await server.check(running, request, signal)).toEqual({ alive: true });
  }
  expect(scripted.seen).toHaveLength(2); // One to find it, one look.
  await scripted.stop();
  started.length = 0;
  await new Promise((resolve) => setTimeout(resolve, 60));
  expect(await server.check(running, request, signal)).toMatchObject({ alive: false });
  expect(await server.check(running, request, signal)).toMatchObject({ alive: false });
});

test('a cancelled wait ends with the reason of the cancellation', async () => {
  const scripted = await endpoint({ [MODELS]: modelList('qwen3-8b'), [CHAT]: hang });
  const request = requestFor(scripted);
  const server = createExternalServer({ env: {} });
  const cancel = new AbortController();
  const running = await server.ensure(request, signal);
  const waiting = server.awaitHealthy(running, request, cancel.signal);
  setTimeout(() => cancel.abort(new Error('config cancelled')), 50);
  await expect(waiting).rejects.toThrow('config cancelled');
});
