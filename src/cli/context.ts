import type { Settings } from '../settings/settings.ts';

/** What the shell is told: the meaning of each code is part of the product's interface. */
export const EXIT = {
  ok: 0,
  runFailed: 1,
  userError: 2,
  notPublishable: 3,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** The part of a stream that commands use; `isTTY` decides between live progress and plain lines. */
export interface OutputStream {
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
  write(text: string): unknown;
}

/** Everything a command may know about the world it runs in. */
export interface CliContext {
  readonly settings: Settings;
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
  /** `--json`: one JSON document on stdout and nothing else there. */
  readonly json: boolean;
  /** Aborted by Ctrl-C or SIGTERM. */
  readonly signal: AbortSignal;
}

/** What every `src/cli/commands/<name>.ts` exports as `<name>Command`. */
export type Command<Options> = (
  /** The positional arguments that were given, in order. */
  args: readonly string[],
  options: Options,
  context: CliContext,
) => Promise<ExitCode>;
