import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type ManagedProcess, ProcessRegistry } from '../adapters/process/process-registry.ts';
import { WORKER_NODE_FLAGS } from '../settings/node-flags.ts';
import { PACKAGE_ROOT } from '../settings/package-root.ts';
import { settingsEnvironment } from '../settings/read-settings.ts';
import type { Settings } from '../settings/settings.ts';
import type { TemporalTarget } from '../temporal/connection.ts';
import { type WorkerFlags, workerArguments } from './worker-flags.ts';

/** Process record: `<dataRoot>/worker/worker.json`. */
const IDENTITY = 'worker';
const HOLDER = 'durabench up';

export interface WorkerStart {
  readonly settings: Settings;
  readonly target: TemporalTarget;
  readonly flags: WorkerFlags;
  readonly signal: AbortSignal;
  readonly env: Readonly<NodeJS.ProcessEnv>;
}

/**
 * Starts the detached worker of the data root or adopts the running one. A worker of other flags
 * or of another server is replaced, but one that was given more than the defaults is kept when
 * none are asked for: `quickstart` must not take away what `up --allow-command` granted.
 */
export async function ensureWorker(start: WorkerStart): Promise<ManagedProcess> {
  const { settings, target, flags, signal, env } = start;
  const registry = new ProcessRegistry(workerDir(settings), env);
  const serverHash = shortHash([target.address, target.namespace, process.execPath]);
  const args = workerArguments(flags);
  const running = await findWorker(settings);
  const isOfServer = running?.specHash.startsWith(`${serverHash}-`) ?? false;
  const kept = args.length === 0 && isOfServer ? running?.specHash : undefined;
  const specHash = kept ?? `${serverHash}-${shortHash(args)}`;
  const shim = join(PACKAGE_ROOT, 'bin', 'durabench.mjs');
  const spec = {
    identity: IDENTITY,
    specHash,
    command: () => [process.execPath, ...WORKER_NODE_FLAGS, shim, 'worker', ...args],
    env: { ...definedVariables(env), ...settingsEnvironment(settings) },
  };
  return registry.ensure(spec, HOLDER, signal);
}

/** The running worker that `up` started; undefined when there is none. */
async function findWorker(settings: Settings): Promise<ManagedProcess | undefined> {
  const worker = await recordedWorker(settings);
  return worker && (await isWorkerAlive(settings, worker)) ? worker : undefined;
}

/** Pid of the worker that `up` started, when it has ended by itself or was killed. */
export async function endedWorkerPid(settings: Settings): Promise<number | undefined> {
  const worker = await recordedWorker(settings);
  return worker && !(await isWorkerAlive(settings, worker)) ? worker.pid : undefined;
}

async function recordedWorker(settings: Settings): Promise<ManagedProcess | undefined> {
  // A registry creates its folder, and a command that only looks must not.
  if (!existsSync(join(workerDir(settings), `${IDENTITY}.json`))) return undefined;
  return new ProcessRegistry(workerDir(settings)).inspect(IDENTITY);
}

export const isWorkerAlive = (settings: Settings, worker: ManagedProcess): Promise<boolean> =>
  new ProcessRegistry(workerDir(settings)).isAlive(worker);

/** Stops the worker, which first ends what it is doing. Undefined when none was running. */
export async function stopWorker(settings: Settings): Promise<ManagedProcess | undefined> {
  const running = await findWorker(settings);
  if (existsSync(workerDir(settings))) {
    await new ProcessRegistry(workerDir(settings)).release(IDENTITY, HOLDER);
  }
  return running;
}

const workerDir = ({ dataRoot }: Settings): string => join(dataRoot, 'worker');

const shortHash = (parts: readonly string[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 12);

const definedVariables = (env: Readonly<NodeJS.ProcessEnv>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value ? [[name, value]] : [])),
  );
