/** Agent calls at once of a worker that is told nothing else. */
export const CONCURRENCY_DEFAULT = 16;

/** Options of `durabench up` that it passes on to the worker. Unset ones take the worker's defaults. */
export interface WorkerFlags {
  readonly concurrency?: number;
  readonly gpus?: string;
  readonly experimentsRoot?: string;
  readonly allowCommand?: boolean;
  readonly trustRemoteCode?: readonly string[];
}

const FLAGS = {
  concurrency: '--concurrency',
  gpus: '--gpus',
  experimentsRoot: '--experiments-root',
  allowCommand: '--allow-command',
  trustRemoteCode: '--trust-remote-code',
} as const satisfies Record<keyof WorkerFlags, string>;

/** The command line that gives these flags, in a fixed order. */
export const workerArguments = (flags: WorkerFlags): readonly string[] =>
  (Object.keys(FLAGS) as (keyof WorkerFlags)[]).flatMap((name) => {
    const value = flags[name];
    if (value === undefined || value === false) return [];
    return value === true ? [FLAGS[name]] : [FLAGS[name], String(value)];
  });
