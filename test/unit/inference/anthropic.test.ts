import { inspect } from 'node:util';
import { afterEach, expect, test } from 'vitest';
import { createAnthropicServer } from '../../../src/adapters/inference/anthropic.ts';
import type { ServerRequest } from '../../../src/adapters/inference/inference-server.ts';
import type { DeploymentSpec } from '../../../src/domain/suite/config-run.ts';
import {
  claudeError,
  claudeTurn,
  FAKE_CLAUDE,
  startFakeAnthropic,
} from '../../support/fake-anthropic.ts';
import { hang, json, ScriptedEndpoint, status } from '../../support/scripted-endpoint.ts';

type AnthropicSpec = Extract<DeploymentSpec, { engine: 'anthropic' }>;

const { signal } = new AbortController();
const env = { CLAUDE_KEY: 'secret-1' };
const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

async function endpoint(models?: readonly string[]) {
  const fake = await startFakeAnthropic(models);
  open.push(() => fake.close());
  return fake;
}

async function scripted(answers: Parameters<typeof ScriptedEndpoint.start>[0]) {
  const server = await ScriptedEndpoint.start(answers);
  open.push(() => server.stop());
  return server;
}

const requestFor = (
  { origin }: { readonly origin: string },
  model = FAKE_CLAUDE,
): ServerRequest<AnthropicSpec> => ({
  deploymentId: 'abc',
  holder: 'config a',
  spec: { engine: 'anthropic', model, baseUrl: origin, slots: 4, apiKey: '${CLAUDE_KEY}' },
});

async function awaitHealthy(request: ServerRequest<AnthropicSpec>, variables = env) {
  const server = createAnthropicServer({ env: variables });
  return server.awaitHealthy(await server.ensure(request, signal), request, signal);
}

test('an endpoint is healthy when it lists the model and answers one token under its name', async () => {
  const fake = await endpoint();
  const health = await awaitHealthy(requestFor(fake));
  expect(health.models).toEqual([FAKE_CLAUDE]);
  expect(fake.requests).toMatchObject([{ model: FAKE_CLAUDE, max_tokens: 1 }]);
  expect(fake.heads.map(({ line }) => line)).toEqual([
    ...['GET /v1/models', 'GET /v1/models', 'POST /v1/messages'],
  ]);
  for (const { headers } of fake.heads) {
    expect(headers.get('authorization')).toBe('Bearer secret-1');
    expect(headers.get('anthropic-version')).not.toBeNull();
  }
});

test.each(['claude-fake-1', 'claude-fake-1-latest'])(
  'the alias %s is served by the snapshot that is listed',
  async (alias) => {
    await expect(awaitHealthy(requestFor(await endpoint(), alias))).resolves.toBeDefined();
  },
);

test('a model that is not offered is a final failure that lists what is', async () => {
  const request = requestFor(await endpoint(), 'claude-fake-2');
  await expect(awaitHealthy(request)).rejects.toMatchObject({
    name: 'DeploymentError',
    retryable: false,
    message: expect.stringMatching(/"claude-fake-2".*claude-fake-1-20260101/),
  });
});

test('a gateway that answers as another model is refused', async () => {
  const fake = await endpoint(['claude-other-1']);
  await expect(awaitHealthy(requestFor(fake, 'claude-other-1'))).rejects.toThrow(
    `answered as "${FAKE_CLAUDE}"`,
  );
});

test('a gateway without a model list is judged by its answer', async () => {
  const message = { model: 'm', content: [], usage: { input_tokens: 1, output_tokens: 1 } };
  const gateway = await scripted({ '/v1/messages': json(message) });
  expect((await awaitHealthy(requestFor(gateway, 'm'))).models).toEqual([]);
});

test('a key that is not set is a mistake of the configuration', async () => {
  const request = requestFor(await endpoint());
  await expect(awaitHealthy(request, { CLAUDE_KEY: '' })).rejects.toMatchObject({
    name: 'ConfigurationError',
    message: expect.stringContaining('CLAUDE_KEY'),
  });
});

test.each([
  ['a rejected key', claudeError(401, 'authentication_error', 'bad key secret-1'), false, '401'],
  ['an empty account', claudeError(402, 'billing_error'), false, 'credit'],
  ['a rate limit', claudeError(429, 'rate_limit_error'), true, '429'],
  ['an overload', claudeError(529, 'overloaded_error'), true, 'overloaded'],
  ['a web page', { kind: 'raw', status: 200, body: '<html>' } as const, false, 'nothing'],
  ['foreign JSON', { kind: 'raw', status: 200, body: {} } as const, false, 'nothing'],
  ['a dropped connection', { kind: 'drop' } as const, true, 'cannot be reached'],
])('%s instead of an answer fails, and tells what', async (_name, behaviour, retryable, said) => {
  const fake = await endpoint();
  fake.behave(behaviour);
  const failure = awaitHealthy(requestFor(fake));
  await expect(failure).rejects.toMatchObject({
    name: 'DeploymentError',
    retryable,
    message: expect.stringContaining(said),
  });
  // Causes included: they are stored with the failure.
  const error = await failure.catch((reason: unknown) => reason);
  expect(inspect(error, { depth: 9 })).not.toContain('secret-1');
});

test('a thought that takes the one token is an answer', async () => {
  const fake = await endpoint();
  fake.behave(claudeTurn([], 'max_tokens'));
  await expect(awaitHealthy(requestFor(fake))).resolves.toBeDefined();
});

test.each([
  ['a web page', status(200, '<html>')],
  ['foreign JSON', json({ hello: 'world' })],
])('%s for a model list is no Anthropic endpoint', async (_name, answer) => {
  const server = await scripted({ '/v1/models?limit=1000': answer });
  await expect(awaitHealthy(requestFor(server))).rejects.toMatchObject({
    name: 'DeploymentError',
    retryable: false,
  });
});

test('looks notice that an endpoint is gone, or ailing', async () => {
  const fake = await endpoint();
  const server = createAnthropicServer({ env, lookIntervalMs: 0 });
  const request = requestFor(fake);
  const running = await server.ensure(request, signal);
  expect(running).toEqual({ baseUrl: fake.origin, model: FAKE_CLAUDE, adopted: true });
  expect(await server.check(running, request, signal)).toEqual({ alive: true });
  await fake.close();
  open.length = 0;
  expect(await server.check(running, request, signal)).toMatchObject({ alive: false });
  const ailing = await scripted({ '/v1/models?limit=1000': status(529, 'overloaded') });
  expect(await server.check(running, requestFor(ailing), signal)).toMatchObject({ alive: false });
  expect(await server.release(request)).toEqual({ stopped: false });
});

test('an endpoint that rejects the key is reached all the same: health says why it fails', async () => {
  const server = await scripted({ '/v1/models?limit=1000': status(401, 'no') });
  const anthropic = createAnthropicServer({ env });
  await expect(anthropic.ensure(requestFor(server), signal)).resolves.toBeDefined();
});

test('a cancelled wait ends with the reason of the cancellation', async () => {
  const server = await scripted({ '/v1/models?limit=1000': hang });
  const cancel = new AbortController();
  const request = requestFor(server);
  const waiting = createAnthropicServer({ env }).ensure(request, cancel.signal);
  setTimeout(() => cancel.abort(new Error('config cancelled')), 50);
  await expect(waiting).rejects.toThrow('config cancelled');
});
