import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, inject, test } from 'vitest';
import { ProcessRegistry } from '../../src/adapters/process/process-registry.ts';
import { markOf } from '../../src/adapters/process/process-table.ts';
import { PACKAGE_ROOT } from '../../src/settings/package-root.ts';

interface UpReport {
  readonly temporal: { readonly address: string; readonly origin: string; readonly pid?: number };
  readonly worker: { readonly pid: number; readonly adopted: boolean };
}

let dataRoot: string;
beforeEach(async () => {
  dataRoot = await mkdtemp(join(tmpdir(), 'durabench-cli-'));
});
afterEach(async () => {
  await durabench(['down']);
  await rm(dataRoot, { recursive: true, force: true });
});

async function durabench(args: readonly string[], temporalAddress = ''): Promise<string> {
  const shim = join(PACKAGE_ROOT, 'bin', 'durabench.mjs');
  const env = { ...process.env, DURABENCH_ROOT: dataRoot, TEMPORAL_ADDRESS: temporalAddress };
  const { stdout } = await promisify(execFile)(process.execPath, [shim, ...args], {
    env,
    cwd: dataRoot,
  });
  return stdout;
}

const up = async (flags: readonly string[] = [], temporalAddress = ''): Promise<UpReport> =>
  JSON.parse(await durabench(['up', '--json', ...flags], temporalAddress));

async function kill(pid: number): Promise<void> {
  process.kill(pid, 'SIGKILL');
  while (markOf(pid) !== undefined) await sleep(20);
}

const serverPid = ({ temporal }: UpReport): number => {
  if (temporal.pid === undefined) throw new Error('no embedded server was reported');
  return temporal.pid;
};

test('two users who start at once share one server and one worker; after a crash of both all is as before', async () => {
  const [first, second] = await Promise.all([up(), up()]);
  expect(second.temporal.pid).toBe(first.temporal.pid);
  expect(second.worker.pid).toBe(first.worker.pid);
  expect([first, second].filter(({ worker }) => !worker.adopted)).toHaveLength(1);

  await kill(serverPid(first));
  await kill(first.worker.pid);
  const again = await up();
  expect(again.temporal).toMatchObject({ address: first.temporal.address, origin: 'embedded' });
  expect(again.worker.adopted).toBe(false);

  const stopped = await durabench(['down']);
  expect(stopped).toMatch(/stopped the worker.*\nstopped the Temporal server/);
  expect([markOf(serverPid(again)), markOf(again.worker.pid)]).toEqual([undefined, undefined]);
  expect(await durabench(['down'])).toContain('nothing was running');
});

test('model servers and agents that the worker left behind are stopped with it', async () => {
  const { worker } = await up();
  const registry = new ProcessRegistry(join(dataRoot, 'hosts', 'local', 'processes'));
  const orphan = await registry.ensure(
    { identity: 'server-1', specHash: 'x', command: () => ['sleep', '600'], env: {} },
    'suite/core/first/a',
    new AbortController().signal,
  );
  await kill(worker.pid);

  expect(await durabench(['down'])).toMatch(
    /^stopped server-1 \(pid \d+, held by suite\/core\/first\/a\)\nstopped the Temporal server/,
  );
  expect(markOf(orphan.pid)).toBeUndefined();
});

test('with a configured address only a worker is started, and only it is stopped', async () => {
  const address = inject('temporalAddress');
  const report = await up([], address);
  expect(report.temporal).toMatchObject({ address, origin: 'configured' });
  expect(report.temporal.pid).toBeUndefined();

  expect(await durabench(['down'], address)).toBe(
    `stopped the worker (pid ${report.worker.pid})\n`,
  );
  expect(markOf(report.worker.pid)).toBeUndefined();
});

test('a worker keeps the rights it was given until other flags are asked for', async () => {
  const trusted = await up(['--allow-command']);
  expect((await up()).worker).toMatchObject({ pid: trusted.worker.pid, adopted: true });
  expect((await up(['--concurrency', '2'])).worker.adopted).toBe(false);
  expect(markOf(trusted.worker.pid)).toBeUndefined();
});
