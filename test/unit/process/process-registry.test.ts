import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isPortFree } from '../../../src/adapters/process/ports.ts';
import { ProcessRegistry } from '../../../src/adapters/process/process-registry.ts';
import { groupMembers } from '../../../src/adapters/process/process-table.ts';
import {
  answers,
  eventually,
  LISTENING,
  nodeCommand,
  smallServer,
  temporaryDir,
} from '../../support/small-servers.ts';

let dir: ReturnType<typeof temporaryDir>;
let registry: ProcessRegistry;
const { signal } = new AbortController();

beforeEach(() => {
  dir = temporaryDir();
  registry = new ProcessRegistry(dir.path, process.env, 300);
});
afterEach(async () => {
  await registry.stopAll();
  dir.remove();
});

const isGone = (pid: number): boolean => groupMembers(pid).length === 0;

test('a process outlives the killed worker that started it and is adopted with its holders', async () => {
  const starter = spawn(process.execPath, ['--input-type=module', '-e', STARTER], {
    env: { ...process.env, REGISTRY_DIR: dir.path, SOURCES: join(import.meta.dirname, '../../..') },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [printed] = (await once(starter.stdout, 'data')) as [Buffer];
  const started = JSON.parse(printed.toString()) as { pid: number; port: number };
  starter.kill('SIGKILL');
  await once(starter, 'exit');
  await eventually(() => answers(started.port));

  const adopted = await registry.ensure(smallServer(), 'second worker', signal);
  expect(adopted).toMatchObject({ ...started, adopted: true });
  expect(await registry.release('server-1', 'first worker')).toEqual({ stopped: false });
  expect(await answers(started.port)).toBe(true);
  expect(await registry.release('server-1', 'second worker')).toEqual({ stopped: true });
  expect(isGone(started.pid)).toBe(true);
});

const STARTER = `
  const { SOURCES, REGISTRY_DIR } = process.env;
  const { ProcessRegistry } = await import(SOURCES + '/src/adapters/process/process-registry.ts');
  const { smallServer } = await import(SOURCES + '/test/support/small-servers.ts');
  const never = new AbortController().signal;
  const { pid, port } = await new ProcessRegistry(REGISTRY_DIR).ensure(smallServer(), 'first worker', never);
  console.log(JSON.stringify({ pid, port }));
  setInterval(() => {}, 1000);
`;

test('a killed process comes back on its old port, and its former holder still holds it', async () => {
  const first = await registry.ensure(smallServer(), 'config a', signal);
  await eventually(() => answers(first.port));
  process.kill(first.pid, 'SIGKILL');
  await eventually(async () => !(await registry.isAlive(first)));

  const second = await registry.ensure(smallServer(), 'config b', signal);
  expect(second).toMatchObject({ port: first.port, adopted: false });
  expect(second.pid).not.toBe(first.pid);
  expect(await registry.isAlive(first)).toBe(false);
  expect(await registry.isAlive(second)).toBe(true);
  expect(await registry.release('server-1', 'config b')).toEqual({ stopped: false });
});

test('a killed process whose port was taken meanwhile comes back on another one', async () => {
  const first = await registry.ensure(smallServer(), 'config a', signal);
  process.kill(first.pid, 'SIGKILL');
  await eventually(async () => !(await registry.isAlive(first)));
  const intruder = createServer().listen(first.port, '127.0.0.1');
  await once(intruder, 'listening');

  const second = await registry.ensure(smallServer(), 'config a', signal);
  intruder.close();
  expect(second.port).not.toBe(first.port);
});

test('another spec under the same identity replaces the process and forgets its holders', async () => {
  const first = await registry.ensure(smallServer(), 'config a', signal);
  const second = await registry.ensure(smallServer({ specHash: 'b' }), 'config b', signal);
  expect(second.adopted).toBe(false);
  expect(isGone(first.pid)).toBe(true);
  expect(await registry.release('server-1', 'config a')).toEqual({ stopped: false });
  expect(await registry.release('server-1', 'config b')).toEqual({ stopped: true });
});

test('workers that ask at the same moment share one process', async () => {
  const holders = ['a', 'b', 'c', 'd'];
  const others = holders.map(() => new ProcessRegistry(dir.path));
  const all = await Promise.all(
    others.map((other, index) => other.ensure(smallServer(), holders[index] ?? '', signal)),
  );
  expect(new Set(all.map(({ pid }) => pid)).size).toBe(1);
  expect(all.filter(({ adopted }) => !adopted)).toHaveLength(1);
  const releases = await Promise.all(holders.map((holder) => registry.release('server-1', holder)));
  expect(releases.filter(({ stopped }) => stopped)).toHaveLength(1);
});

test('grandchildren and processes that ignore SIGTERM are gone after the last release', async () => {
  const stubborn = `process.on('SIGTERM',()=>{});setInterval(()=>{},1000);${LISTENING}`;
  const withChild = `require('node:child_process').spawn(process.execPath,['-e',${JSON.stringify(stubborn)},process.argv.at(-1)]);setInterval(()=>{},1000)`;
  const server = await registry.ensure(
    smallServer({ command: nodeCommand(withChild) }),
    'config a',
    signal,
  );
  await eventually(() => answers(server.port));
  expect(groupMembers(server.pid)).toHaveLength(2);

  expect(await registry.release('server-1', 'config a')).toEqual({ stopped: true });
  expect(isGone(server.pid)).toBe(true);
  expect(await isPortFree(server.port)).toBe(true);
});

test('children left by a killed leader are ended before it is started again', async () => {
  const withChild = `require('node:child_process').spawn(process.execPath,['-e',${JSON.stringify(LISTENING)},process.argv.at(-1)]);setInterval(()=>{},1000)`;
  const spec = smallServer({ command: nodeCommand(withChild) });
  const first = await registry.ensure(spec, 'config a', signal);
  await eventually(() => answers(first.port));
  process.kill(first.pid, 'SIGKILL');
  await eventually(async () => !(await registry.isAlive(first)));
  expect(await answers(first.port)).toBe(true);

  const second = await registry.ensure(spec, 'config a', signal);
  expect(isGone(first.pid)).toBe(true);
  expect(second.port).toBe(first.port);
});

test('a foreign process that got the pid of a dead one is neither adopted nor stopped', async () => {
  const stranger = await registry.ensure(smallServer({ identity: 'stranger' }), 'x', signal);
  const first = await registry.ensure(smallServer(), 'config a', signal);
  process.kill(first.pid, 'SIGKILL');
  await eventually(async () => !(await registry.isAlive(first)));
  rewriteState('server-1', (state) => ({ ...state, pid: stranger.pid, startMark: '1' }));

  const second = await registry.ensure(smallServer(), 'config a', signal);
  expect(second.adopted).toBe(false);
  expect(await registry.isAlive(stranger)).toBe(true);
});

function rewriteState(identity: string, change: (state: object) => object): void {
  const path = join(dir.path, `${identity}.json`);
  const state = JSON.parse(readFileSync(path, 'utf8')) as object;
  writeFileSync(path, JSON.stringify(change(state)));
}

test('the process sees its own variables but no other secrets of the worker, and none is stored', async () => {
  const worker = new ProcessRegistry(dir.path, { ...process.env, OPENAI_API_KEY: 'worker-secret' });
  const env = { AGENT_KEY: 'agent-secret' };
  const server = await worker.ensure(smallServer({ env }), 'config a', signal);
  await eventually(() => answers(server.port));
  const seen = (await (await fetch(`http://127.0.0.1:${server.port}/env`)).json()) as object;
  expect(seen).toMatchObject({ AGENT_KEY: 'agent-secret', PATH: process.env.PATH });
  expect(seen).not.toHaveProperty('OPENAI_API_KEY');
  for (const entry of readdirSync(dir.path, { withFileTypes: true })) {
    if (entry.isFile()) {
      expect(readFileSync(join(dir.path, entry.name), 'utf8')).not.toContain('secret');
    }
  }
});

test('a command that does not exist is a final failure that names it', async () => {
  const spec = smallServer({ command: () => ['/nowhere/vllm', 'serve'] });
  await expect(registry.ensure(spec, 'config a', signal)).rejects.toMatchObject({
    name: 'DeploymentError',
    retryable: false,
    message: expect.stringContaining('/nowhere/vllm'),
  });
});

test('releasing what was never started is no error', async () => {
  expect(await registry.release('server-9', 'config a')).toEqual({ stopped: false });
  expect(await registry.inspect('server-9')).toBeUndefined();
});
