import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ProcessRegistry } from '../../../src/adapters/process/process-registry.ts';
import { groupMembers } from '../../../src/adapters/process/process-table.ts';
import { deployDownCommand } from '../../../src/cli/commands/deploy-down.ts';
import { deployStatusCommand } from '../../../src/cli/commands/deploy-status.ts';
import { type DeployUpOptions, deployUpCommand } from '../../../src/cli/commands/deploy-up.ts';
import { commandContext } from '../../support/command-context.ts';
import { fakeEngineProgram } from '../../support/fake-engine.ts';
import { eventually, temporaryDir } from '../../support/small-servers.ts';

let dir: ReturnType<typeof temporaryDir>;
beforeEach(() => {
  dir = temporaryDir();
  vi.spyOn(process, 'cwd').mockReturnValue(dir.path);
});
afterEach(async () => {
  vi.restoreAllMocks();
  await new ProcessRegistry(processesDir(), process.env, 300).stopAll();
  dir.remove();
});

const processesDir = () => join(dir.path, 'hosts', 'local', 'processes');
const context = (json: boolean) => ({
  ...commandContext('', dir.path, { DURABENCH_VLLM: fakeEngineProgram(dir.path) }),
  json,
});

async function up(name: string | undefined, options: Partial<DeployUpOptions> = {}, json = true) {
  const world = context(json);
  const args = name === undefined ? [] : [name];
  const code = await deployUpCommand(args, { host: 'local', ...options }, world);
  return { code, out: world.written.stdout };
}

async function status() {
  const world = context(true);
  const code = await deployStatusCommand([], { host: 'local' }, world);
  return { code, servers: JSON.parse(world.written.stdout).servers };
}

async function down(name?: string, all = false) {
  const world = context(false);
  const code = await deployDownCommand(
    name === undefined ? [] : [name],
    { host: 'local', all },
    world,
  );
  return { code, out: world.written.stdout };
}

test('a recipe is served, found again, listed, and stopped by its model', async () => {
  const first = await up('g13', { updateEnv: true });
  expect(first.code).toBe(0);
  const server = JSON.parse(first.out);
  expect(server).toMatchObject({
    model: 'qwen3-32b',
    adopted: false,
    health: { forcedToolCall: true },
    dotenv: { file: join(dir.path, '.env') },
  });
  expect(readFileSync(join(dir.path, '.env'), 'utf8')).toContain(
    `OPENAI_BASE_URL=${server.baseUrl}`,
  );
  expect(JSON.parse((await up('g13')).out)).toMatchObject({ adopted: true, pid: server.pid });

  const listed = await status();
  expect(listed).toMatchObject({ code: 0, servers: [{ baseUrl: server.baseUrl, alive: true }] });
  expect((await down('qwen3-32b')).out).toMatch(/^stopped [0-9a-f]{12} {2}qwen3-32b\n$/);
  expect(groupMembers(server.pid)).toEqual([]);
  expect(await status()).toEqual({ code: 0, servers: [] });
});

test('a model on GPUs of the machine’s choice says in words what it can do', async () => {
  const { out } = await up('qwen3-32b', { gpus: '2xh100-80', devices: ['2', '3'] }, false);
  expect(out).toMatch(
    / {2}qwen3-32b at http:\/\/127\.0\.0\.1:\d+\/v1\nfirst token after [\d.]+ ms, /,
  );
  expect(out).toContain('a forced tool call works, 0 of 3 made unforced\nstop it with: durabench');
});

test('a lost server is a failure of status, and down takes it off the list', async () => {
  const { pid } = JSON.parse((await up('g13')).out);
  process.kill(pid, 'SIGKILL');
  await eventually(() => groupMembers(pid).length === 0);
  expect(await status()).toMatchObject({
    code: 1,
    servers: [{ alive: false, reason: expect.stringContaining('has ended') }],
  });
  await down(undefined, true);
  expect((await status()).servers).toEqual([]);
});

test('a server that does not get ready leaves neither a process nor an entry', async () => {
  const script = { answers: 'empty' };
  const file = join(dir.path, 'own.yaml');
  const environment = { FAKE_ENGINE: JSON.stringify(script) };
  const written = { engine: 'vllm', checkpoint: 'owner/tiny', context: 2048, environment };
  writeFileSync(file, JSON.stringify(written));
  await expect(up(undefined, { file })).rejects.toThrow('questions with nothing');
  expect((await status()).servers).toEqual([]);
  expect(readdirSync(processesDir()).filter((name) => name.endsWith('.json'))).toEqual([]);
});

test('a server that ends while it starts says why, and what would be started next', async () => {
  const lastWords = [
    "ValueError: To serve at least one request with the model's max seq len (16384), (1.0 GiB KV cache",
    'is needed, which is larger than the available KV cache memory (0.5 GiB).',
  ].join(' ');
  const environment = {
    FAKE_ENGINE: JSON.stringify({ endsAfterMs: 0, startMs: 60_000, lastWords }),
  };
  const file = join(dir.path, 'own.yaml');
  const written = { engine: 'vllm', checkpoint: 'owner/tiny', context: 16384, environment };
  writeFileSync(file, JSON.stringify(written));
  const world = context(true);
  const failed = deployUpCommand([], { host: 'local', file }, world);
  await expect(failed).rejects.toThrow('ended while starting');
  expect(world.written.stderr).toContain('kv-cache-too-small (high confidence)');
  expect(world.written.stderr).toMatch(
    /Next start: --max-model-len 8192 instead of --max-model-len 16384\n {2}vllm serve owner\/tiny /,
  );
});

test.each<[string | undefined, Partial<DeployUpOptions>, string]>([
  ['g14', {}, 'does not work on 2xa100-80: KV'],
  ['deepseek-v3-8xh200', {}, '--trust-remote-code deepseek-ai/DeepSeek-V3'],
  ['qwen3-32b', { gpus: '2xh100-80', devices: ['0'] }, 'gives its servers 1 GPUs (0)'],
  [undefined, {}, 'name a recipe, or give --file'],
  ['g13', { file: 'x.yaml' }, 'name a recipe, or give --file'],
])('nothing is started for %s %j', async (name, options, says) => {
  await expect(up(name, options)).rejects.toThrow(says);
  expect((await status()).servers).toEqual([]);
});

test('down asks which one, and looking makes no folder', async () => {
  expect((await down()).out).toBe('nothing was deployed here\n');
  await expect(down('x')).rejects.toThrow('no server "x" was deployed here; there is: none');
  expect(existsSync(processesDir())).toBe(false);
});
