import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { withFileLock } from './file-lock.ts';
import { inheritedEnvironment } from './inherited-environment.ts';
import { chooseFreePort } from './ports.ts';
import { type ProcessState, ProcessStateFiles } from './process-state.ts';
import { isRunning, type ProcessMark } from './process-table.ts';
import { spawnDetached } from './spawn-detached.ts';
import { stopProcess } from './stop-process.ts';

export interface ProcessSpec {
  /** Stable name on this host, such as `server-<deploymentId>`; letters, digits, ".", "_", "-". */
  readonly identity: string;
  /** Covers all that must be equal to go on with a running process; secrets never enter it. */
  readonly specHash: string;
  readonly command: (port: number) => readonly string[];
  /** Added to the inherited environment. May hold secrets: neither stored nor logged. */
  readonly env: Readonly<Record<string, string>>;
  /** Taken when free; any free port otherwise. */
  readonly preferredPort?: number;
}

export interface ManagedProcess {
  readonly identity: string;
  readonly specHash: string;
  readonly pid: number;
  readonly port: number;
  /** True when it was not started by this call. */
  readonly adopted: boolean;
  readonly startedAt: string;
  readonly logFile: string;
}

export interface HeldProcess extends ManagedProcess {
  readonly holders: readonly string[];
}

/**
 * Long-running processes of this host, one folder of records shared by all workers on it. They
 * outlive the worker that started them and stop when their last holder lets go.
 */
export class ProcessRegistry {
  readonly #dir: string;
  readonly #hostEnv: Readonly<NodeJS.ProcessEnv>;
  readonly #graceMs: number;
  readonly #states: ProcessStateFiles;

  /**
   * @param hostEnv only a few harmless variables of it reach the processes
   * @param graceMs how long a process may take after each of two SIGTERMs before it is killed
   */
  constructor(dir: string, hostEnv: Readonly<NodeJS.ProcessEnv> = process.env, graceMs = 5_000) {
    this.#dir = resolve(dir);
    this.#hostEnv = hostEnv;
    this.#graceMs = graceMs;
    mkdirSync(this.#dir, { recursive: true, mode: 0o700 });
    this.#states = new ProcessStateFiles(this.#dir);
  }

  /**
   * Adopts the running process of equal spec and adds the holder, or starts one: a dead process
   * comes back on its old port when that is free, for all its former holders; one of another
   * spec is stopped first.
   * @throws DeploymentError when the command cannot be started, the abort reason when aborted.
   */
  async ensure(spec: ProcessSpec, holder: string, signal: AbortSignal): Promise<ManagedProcess> {
    return this.#locked(spec.identity, signal, async () => {
      const former = this.#states.read(spec.identity);
      const isSame = former?.specHash === spec.specHash;
      const holders = [...new Set([...(isSame ? former.holders : []), holder])];
      if (former && isSame && isRunning(former)) {
        this.#states.write({ ...former, holders });
        return managed(former, true);
      }
      // Also for a dead one: its children may live on and hold the port or the GPU.
      if (former) await stopProcess(former, this.#graceMs);
      signal.throwIfAborted();
      // The record of the dead one stays until the new one replaces it, and with it the holders.
      return managed(await this.#start(spec, holders, former?.port), false);
    });
  }

  /** What is recorded of a process, running or not; undefined when it was never started or was released. */
  async inspect(identity: string): Promise<ManagedProcess | undefined> {
    const state = this.#states.read(requireFileName(identity));
    return state && managed(state, true);
  }

  /** Whether this very process runs: not another one of its pid, nor a later start of its identity. */
  async isAlive(process: ManagedProcess): Promise<boolean> {
    const state = this.#states.read(requireFileName(process.identity));
    return state?.pid === process.pid && state.startedAt === process.startedAt && isRunning(state);
  }

  /** Drops a holder and stops the process with the last one. Unknown holders and processes are no error. */
  async release(identity: string, holder: string): Promise<{ stopped: boolean }> {
    return this.#locked(identity, undefined, async () => {
      const state = this.#states.read(identity);
      if (!state?.holders.includes(holder)) return { stopped: false };
      const holders = state.holders.filter((name) => name !== holder);
      if (holders.length > 0) {
        this.#states.write({ ...state, holders });
        return { stopped: false };
      }
      await stopProcess(state, this.#graceMs);
      this.#states.remove(identity);
      return { stopped: true };
    });
  }

  /** All processes of the folder, running or not. */
  list(): readonly HeldProcess[] {
    return this.#states.identities().flatMap((identity) => {
      const state = this.#states.read(identity);
      return state ? [{ ...managed(state, true), holders: state.holders }] : [];
    });
  }

  /** Stops a process, whoever holds it. */
  stop(identity: string): Promise<void> {
    return this.#locked(identity, undefined, async () => {
      const state = this.#states.read(identity);
      if (state) await stopProcess(state, this.#graceMs);
      this.#states.remove(identity);
    });
  }

  /** Stops every process of the folder. */
  async stopAll(): Promise<void> {
    await Promise.all(this.#states.identities().map((identity) => this.stop(identity)));
  }

  async #start(
    spec: ProcessSpec,
    holders: readonly string[],
    formerPort: number | undefined,
  ): Promise<ProcessState> {
    const port = await chooseFreePort([formerPort, spec.preferredPort]);
    const logFile = join(this.#dir, `${spec.identity}.log`);
    const env = { ...inheritedEnvironment(this.#hostEnv), ...spec.env };
    const onSpawn = (mark: ProcessMark): ProcessState => {
      const { identity, specHash } = spec;
      const startedAt = new Date().toISOString();
      const state: ProcessState = {
        schemaVersion: 1,
        identity,
        specHash,
        ...mark,
        port,
        holders,
        startedAt,
        logFile,
      };
      this.#states.write(state);
      return state;
    };
    return spawnDetached({ command: spec.command(port), env, logFile }, onSpawn);
  }

  #locked<T>(identity: string, signal: AbortSignal | undefined, work: () => Promise<T>) {
    return withFileLock(join(this.#dir, `${requireFileName(identity)}.lock`), signal, work);
  }
}

const managed = (state: ProcessState, adopted: boolean): ManagedProcess => ({
  identity: state.identity,
  specHash: state.specHash,
  pid: state.pid,
  port: state.port,
  adopted,
  startedAt: state.startedAt,
  logFile: state.logFile,
});

function requireFileName(identity: string): string {
  if (/^[A-Za-z0-9][A-Za-z0-9._-]{0,149}$/.test(identity)) return identity;
  throw new Error(`process identity "${identity}" cannot be a file name`);
}
