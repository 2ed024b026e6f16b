import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { durabench, succeed } from '../support/cli.ts';
import { holding, readFolder, readHistories, spellingsOf } from '../support/kept-bytes.ts';
import {
  chatAnswer,
  modelList,
  ScriptedEndpoint,
  type SeenRequest,
} from '../support/scripted-endpoint.ts';

// No pattern of a known provider: only being the value of a secret variable gives them away.
const fromEnvironment = `marked${randomBytes(18).toString('hex')}`;
const fromDotenv = `marked${randomBytes(18).toString('hex')}`;
const accountId = `user_2x${randomBytes(13).toString('hex')}`;
const env = { MARKED_PROVIDER_KEY: fromEnvironment, PLAIN_PROVIDER: 'another secret' };

let cwd: string;
let endpoint: ScriptedEndpoint;
let address: string;

beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'durabench-secrets-'));
  endpoint = await ScriptedEndpoint.start({
    '/v1/models': modelList('flaky', 'unpaid', 'denied', 'locked'),
    '/v1/chat/completions': complete,
  });
  mkdirSync(join(cwd, 'experiments'));
  writeFileSync(join(cwd, '.env'), `DOTENV_PROVIDER_KEY=${fromDotenv}\n`);
  address = JSON.parse(await succeed(['up', '--json'], { cwd, env })).temporal.address;
});

afterAll(async () => {
  await succeed(['down'], { cwd });
  await endpoint.stop();
  await rm(cwd, { recursive: true, force: true });
});

test('provider keys reach their provider and are kept nowhere, whatever it answers', async () => {
  write('leaky', [
    config('flaky', '${MARKED_PROVIDER_KEY}'),
    config('unpaid', '${DOTENV_PROVIDER_KEY}'),
    config('denied', '${DOTENV_PROVIDER_KEY}'),
    config('locked', '${MARKED_PROVIDER_KEY}'),
  ]);
  const { code, stdout, stderr } = await durabench(['run', 'leaky', '--run-key', 'r'], { cwd });
  expect(code, stdout + stderr).toBe(1);

  expect(keysSent('flaky')).toEqual([fromEnvironment]);
  expect(keysSent('unpaid')).toEqual([fromDotenv]);
  expect(keysSent('denied')).toEqual([fromDotenv]);
  expect(keysSent('locked')).toEqual([fromEnvironment]);

  const histories = await readHistories(address);
  const files = readFolder(cwd);
  const kept = new Map([...histories, ...files, ['output', Buffer.from(stdout + stderr)]]);
  kept.delete('.env');
  // A secret cut short is still one.
  const forms = [fromEnvironment, fromDotenv, accountId].flatMap((secret) => [
    ...spellingsOf(secret),
    secret.slice(0, 20),
  ]);
  expect(holding(kept, forms)).toEqual([]);

  // What stood around the secrets is kept, so the search above has looked in the right places.
  expect([...histories.keys()].sort()).toEqual(
    expect.arrayContaining(['suite/leaky/r', 'suite/leaky/r/flaky', 'suite/leaky/r/flaky/s00r0g0']),
  );
  expect(holding(histories, ['Key [redacted] of']).length).toBeGreaterThan(0);
  for (const status of [429, 500, 402, 401]) {
    expect(holding(files, [`${status} Key [redacted] of`]), `${status}`).not.toEqual([]);
  }
  expect(holding(files, ['You sent [redacted]'])).not.toEqual([]);
  expect(holding(files, ['<!doctype html>'])).toEqual(['results/leaky-r.html']);
});

test('a key written into an experiments file is refused and not repeated', async () => {
  write('written', [config('flaky', fromEnvironment)]);
  const { code, stdout, stderr } = await durabench(['run', 'written'], { cwd });
  expect(code).toBe(2);
  expect(stderr).toContain('llm_api_key');
  expect(stderr).toContain('${OPENAI_API_KEY}');
  expect(stdout + stderr).not.toContain(fromEnvironment);
});

test.each([
  ['the value of a secret variable', fromDotenv],
  ['what looks like a key', `sk-proj-${randomBytes(20).toString('hex')}`],
])('%s in any other place is refused before it is sent to the server', async (_, secret) => {
  write('noted', [`${config('flaky', '${MARKED_PROVIDER_KEY}')}, notes: "key ${secret}"`]);
  const { code, stdout, stderr } = await durabench(['run', 'noted'], { cwd });
  expect(code, stderr).toBe(2);
  expect(stderr).toContain('configs[0].notes');
  expect(stdout + stderr).not.toContain(secret);
  expect(holding(await readHistories(address), spellingsOf(secret))).toEqual([]);
});

test('a reference to a variable that is not set is refused by its name', async () => {
  write('missing', [config('flaky', '${MISSING_PROVIDER_KEY}')]);
  const { code, stderr } = await durabench(['run', 'missing'], { cwd });
  expect(code).toBe(2);
  expect(stderr).toContain('MISSING_PROVIDER_KEY');
});

test('a secret in a variable whose name does not say so is refused: nothing would mask it', async () => {
  write('unmasked', [config('flaky', '${PLAIN_PROVIDER}')]);
  const { code, stderr } = await durabench(['run', 'unmasked'], { cwd });
  expect(code).toBe(2);
  expect(stderr).toContain('PLAIN_PROVIDER');
  expect(stderr).toContain('_KEY');
});

/** The keys of the requests for a model. */
const keysSent = (model: string): readonly string[] => [
  ...new Set(
    endpoint.seen
      .filter(({ body }) => body.includes(`"model":"${model}"`))
      .map(({ authorization }) => (authorization ?? '').replace(/^Bearer /, '')),
  ),
];

const complete = (seen: SeenRequest, response: ServerResponse): void =>
  answerTo(seen)(seen, response);

/** By the model asked for. */
function answerTo({ body, authorization = '' }: SeenRequest) {
  const { model } = JSON.parse(body);
  if (model === 'locked') return refusal(401);
  if (body.includes('What is 2 + 2?')) return chatAnswer('4', model);
  if (model === 'unpaid') return refusal(402);
  if (model === 'denied') return refusal(401);
  const turn = endpoint.seen.filter((seen) => seen.body.includes('"flaky"')).length % 4;
  if (turn === 1) return refusal(429);
  if (turn === 2) return refusal(500);
  return chatAnswer(`You sent ${authorization.slice('Bearer '.length)}.\nAnswer: 42`, model);
}

/** Repeats the key, as some providers do. */
const refusal =
  (status: number) =>
  ({ authorization = '' }: SeenRequest, response: ServerResponse): void => {
    const key = authorization.slice('Bearer '.length);
    const message = `Key ${key} of ${accountId} refused; headers: {"Authorization": "${authorization}"}`;
    const said = (filler: string) =>
      JSON.stringify({ error: { message: `${message} ${filler} ${key}` } });
    // The key stands where the text is cut for messages, too, with 30 characters before the cut.
    const body = said('.'.repeat(270 - said('').lastIndexOf(key)));
    response.writeHead(status, { 'content-type': 'application/json', 'retry-after': '0' });
    response.end(body);
  };

function write(suite: string, configs: readonly string[]): void {
  const file = `experiments: [{name: ${suite}, configs: [${configs.map((each) => `{${each}}`).join(', ')}]}]`;
  writeFileSync(join(cwd, 'experiments', `${suite}.yaml`), file);
}

const config = (model: string, key: string): string =>
  `id: ${model}, llm_model: ${model}, llm_api_base: "${endpoint.origin}/v1", llm_api_key: "${key}", ` +
  'num_tasks: 4, eval_config: {name: e, datasets: [{type: synthetic, generate: {seed: 5, count: 4}}]}';
