import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { logTail } from '../adapters/process/log-file.ts';
import { chooseFreePort } from '../adapters/process/ports.ts';
import { type ManagedProcess, ProcessRegistry } from '../adapters/process/process-registry.ts';
import { DeploymentError } from '../domain/errors.ts';
import type { Settings } from '../settings/settings.ts';
import { devServerCommand } from './dev-server-command.ts';
import { type Ports, readPorts, writePorts } from './ports-file.ts';
import { awaitServing } from './server-readiness.ts';
import { findTemporalBinary } from './temporal-binary.ts';

/** Process record: `<dataRoot>/temporal/server.json`. */
const IDENTITY = 'server';
const HOLDER = 'durabench up';
/** Constant: a running server is never replaced because of new flags, as runs are open on it. */
const SPEC = 'temporal-dev-server';
const START_TIMEOUT_MS = 60_000;
/** Temporal's usual ports, so that its CLI and bookmarks work without an address. */
const USUAL_PORTS: Ports = { port: 7233, uiPort: 8233 };

export interface DevServer {
  readonly address: string;
  readonly uiUrl: string;
  readonly pid: number;
  readonly logFile: string;
  /** True when it was running before. */
  readonly adopted: boolean;
}

export interface StartOptions {
  readonly log: (line: string) => void;
  readonly signal: AbortSignal;
  readonly env: Readonly<NodeJS.ProcessEnv>;
}

/**
 * Starts the embedded server of the data root, or adopts the running one, and waits until it
 * serves. It outlives this process and comes back on its old ports after a crash. Safe to call
 * from several processes at once.
 * @throws ConfigurationError without a usable Temporal CLI, DeploymentError when it does not serve.
 */
export async function ensureDevServer(
  settings: Settings,
  options: StartOptions,
): Promise<DevServer> {
  const dir = serverDir(settings);
  const registry = new ProcessRegistry(dir, options.env);
  const server =
    (await runningProcess(settings)) ?? (await start(registry, dir, settings, options));
  const address = addressOf(server);
  const { signal } = options;
  const isAlive = (): Promise<boolean> => registry.isAlive(server);
  if (!(await awaitServing(address, { timeoutMs: START_TIMEOUT_MS, signal, isAlive }))) {
    const state = (await isAlive()) ? 'does not answer' : 'ended while starting';
    throw new DeploymentError(
      `the embedded Temporal server (${address}) ${state}; its log ${server.logFile} ends with:\n` +
        `${logTail(server.logFile)}\nrun "durabench down" and "durabench up" to start it anew`,
      true,
    );
  }
  return devServer(server, dir);
}

/** The ports the embedded server takes at its next start, as far as they are free then. */
export const preferredPorts = (settings: Settings): Ports =>
  readPorts(serverDir(settings)) ?? USUAL_PORTS;

/** The running embedded server of the data root; undefined when there is none. */
export async function findDevServer(settings: Settings): Promise<DevServer | undefined> {
  const server = await runningProcess(settings);
  return server && devServer(server, serverDir(settings));
}

/** Stops the embedded server; the data stays. Undefined when none was running. */
export async function stopDevServer(settings: Settings): Promise<DevServer | undefined> {
  const running = await findDevServer(settings);
  // Also for a dead one, whose record has to go.
  if (existsSync(recordFile(settings))) {
    await new ProcessRegistry(serverDir(settings)).release(IDENTITY, HOLDER);
  }
  return running;
}

async function start(
  registry: ProcessRegistry,
  dir: string,
  settings: Settings,
  { log, signal, env }: StartOptions,
): Promise<ManagedProcess> {
  const searchPath = env.PATH ?? '';
  const binary = await findTemporalBinary(settings, { searchPath, log, signal });
  log(`starting Temporal ${binary.serverVersion} (${binary.path})`);
  const former = preferredPorts(settings);
  const uiPort = await chooseFreePort([former.uiPort]);
  const { namespace } = settings.temporal;
  const command = (port: number): readonly string[] => {
    // Noted under the registry's lock, so that whoever adopts the server finds its UI.
    writePorts(dir, { port, uiPort });
    return devServerCommand({ binary: binary.path, dir, port, uiPort, namespace });
  };
  return registry.ensure(
    { identity: IDENTITY, specHash: SPEC, preferredPort: former.port, env: {}, command },
    HOLDER,
    signal,
  );
}

async function runningProcess(settings: Settings): Promise<ManagedProcess | undefined> {
  // A registry creates its folder, and a command that only looks must not.
  if (!existsSync(recordFile(settings))) return undefined;
  const registry = new ProcessRegistry(serverDir(settings));
  const server = await registry.inspect(IDENTITY);
  return server && (await registry.isAlive(server)) ? server : undefined;
}

const devServer = (server: ManagedProcess, dir: string): DevServer => ({
  address: addressOf(server),
  uiUrl: `http://127.0.0.1:${readPorts(dir)?.uiPort}`,
  pid: server.pid,
  logFile: server.logFile,
  adopted: server.adopted,
});

const addressOf = ({ port }: ManagedProcess): string => `127.0.0.1:${port}`;
const serverDir = ({ dataRoot }: Settings): string => join(dataRoot, 'temporal');
const recordFile = (settings: Settings): string => join(serverDir(settings), `${IDENTITY}.json`);
