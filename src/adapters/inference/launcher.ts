/** Of a log's end: enough to hold the cause of a failed start, after which engines print long stacks. */
export const LOG_TAIL_CHARS = 64_000;

/** A program that serves a model, however it is started. */
export interface Launch {
  /** Stable name on this host: `server-<deploymentId>`. */
  readonly identity: string;
  /** Covers all that must be equal to go on with a running server; secrets never enter it. */
  readonly specHash: string;
  /** The command line for the port it shall listen on; of a container, what follows its entrypoint. */
  readonly command: (port: number) => readonly string[];
  /** Added to the environment; may hold secrets, is neither stored nor logged. */
  readonly env: Readonly<Record<string, string>>;
  /** Indices or UUIDs of the GPUs it may see; absent for all of them. */
  readonly gpus?: readonly string[];
  /** Of a container. */
  readonly image?: string;
  /** Absolute folders that the command names; a container sees them under the same path, read-only. */
  readonly folders?: readonly string[];
}

export interface Launched {
  readonly identity: string;
  /** On the loopback address. */
  readonly port: number;
  /** Absent for a container: its processes are the engine's. */
  readonly pid?: number;
  /** True when it ran before this call. */
  readonly adopted: boolean;
  /** ISO 8601; tells this start from a later one of the same identity. */
  readonly startedAt: string;
}

/** A server on record, running or not. */
export interface HeldServer extends Launched {
  /** Who needs it; nobody when its record was lost. */
  readonly holders: readonly string[];
  /** Id of its container; absent for a process, and for a container that is gone. */
  readonly container?: string;
}

/** Starts servers on this host, as processes or as containers, and leaves none behind. */
export interface Launcher {
  /**
   * Adopts the running server of equal spec and adds the holder, or starts one; one of another
   * spec, and all that is left of a dead one, is removed first.
   * @throws DeploymentError when it cannot be started, the abort reason when aborted.
   */
  ensure(launch: Launch, holder: string, signal: AbortSignal): Promise<Launched>;
  /** What is recorded of it, running or not. */
  inspect(identity: string): Promise<Launched | undefined>;
  /** Every server on record. @throws DeploymentError when it cannot be known */
  list(): Promise<readonly HeldServer[]>;
  /** Whether this very start still runs. */
  isAlive(launched: Launched): Promise<boolean>;
  /** The end of its log; empty when there is none. */
  logTail(launched: Launched): Promise<string>;
  /** Drops a holder; stops the server and every process of it with the last one. */
  release(identity: string, holder: string): Promise<{ readonly stopped: boolean }>;
  /** Stops it and drops its record, whoever holds it. */
  stop(identity: string): Promise<void>;
}
