import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { chooseFreePort } from '../../src/adapters/process/ports.ts';
import { readSettings } from '../../src/settings/read-settings.ts';
import { devServerCommand } from '../../src/temporal/dev-server-command.ts';
import { awaitServing } from '../../src/temporal/server-readiness.ts';
import { findTemporalBinary } from '../../src/temporal/temporal-binary.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** `host:port` of one real Temporal server, shared by the files of a test run. */
    temporalAddress: string;
  }
}

/** Vitest global setup: one real server with our search attributes; its data is thrown away. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dir = await mkdtemp(join(tmpdir(), 'durabench-temporal-'));
  const settings = readSettings({ env: process.env, dotenv: {}, cwd: dir });
  const searchPath = process.env.PATH ?? '';
  const { path: binary } = await findTemporalBinary(settings, { searchPath, log: console.error });
  const port = await chooseFreePort([]);
  const uiPort = await chooseFreePort([]);
  const command = devServerCommand({ binary, dir, port, uiPort, namespace: 'default' });
  const guard = startGuarded(command, dir);
  const stop = (): Promise<void> => stopGuarded(guard);
  const address = `127.0.0.1:${port}`;
  const isAlive = async (): Promise<boolean> => guard.exitCode === null;
  const { signal } = new AbortController();
  if (!(await awaitServing(address, { timeoutMs: 30_000, signal, isAlive }))) {
    await stop();
    throw new Error(`the Temporal server for the tests did not start: ${command.join(' ')}`);
  }
  project.provide('temporalAddress', address);
  return stop;
}

/**
 * A shell that kills the server and removes its data when its standard input closes. The system
 * closes it however this process ends, SIGKILL included, so nothing outlives a test run.
 */
function startGuarded(command: readonly string[], dir: string): ChildProcess {
  const script =
    'dir=$1; shift; "$@" >/dev/null 2>&1 & cat >/dev/null; kill -9 $!; wait; rm -rf "$dir"';
  return spawn('sh', ['-c', script, 'sh', dir, ...command], {
    detached: true, // Ctrl-C must reach vitest first, or tests fail on a vanished server.
    stdio: ['pipe', 'ignore', 'inherit'],
  });
}

async function stopGuarded(guard: ChildProcess): Promise<void> {
  const exited = once(guard, 'exit');
  guard.stdin?.end();
  await exited;
}
