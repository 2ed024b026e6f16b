import { CommanderError } from 'commander';
import { packageVersion } from '../settings/package-root.ts';
import { type CliContext, EXIT, type ExitCode } from './context.ts';
import type { CommandDefinition } from './definitions/definition.ts';
import { writeLine } from './output.ts';
import { buildProgram, type GlobalOptions } from './program.ts';

/** Runs the command line to its end and exits with its code. */
export async function main(argv: readonly string[]): Promise<void> {
  exitQuietlyOnClosedPipe();
  const exitCode = await runCli(argv);
  // Not left to the event loop: an open gRPC channel would hold a finished command.
  process.exit(exitCode);
}

async function runCli(argv: readonly string[]): Promise<number> {
  let exitCode: ExitCode = EXIT.ok;
  const program = buildProgram(packageVersion(), async (definition, args, options) => {
    exitCode = await runCommand(definition, args, options);
  });
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return exitCode;
  } catch (error) {
    // Commander has written its own message; help and version end this way too, with code 0.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.userError;
    const { describeFailure } = await import('./failure.ts');
    const { message, code } = describeFailure(error, process.env.DURABENCH_DEBUG === '1');
    writeLine(process.stderr, message);
    return code;
  }
}

async function runCommand(
  definition: CommandDefinition,
  args: readonly string[],
  options: GlobalOptions,
): Promise<ExitCode> {
  const context = await createContext(options);
  const command = await definition.load();
  return command(args, options as never, context);
}

async function createContext({ root, json = false }: GlobalOptions): Promise<CliContext> {
  const { loadSettings } = await import('../settings/load-settings.ts');
  return {
    settings: loadSettings(process.env, process.cwd(), root),
    stdout: process.stdout,
    stderr: process.stderr,
    json,
    signal: interruption(),
  };
}

/** Aborts at the first Ctrl-C or SIGTERM; a second Ctrl-C ends the process at once. */
function interruption(): AbortSignal {
  const controller = new AbortController();
  process.on('SIGTERM', () => controller.abort());
  process.on('SIGINT', () => {
    if (controller.signal.aborted) process.exit(130);
    controller.abort();
  });
  return controller.signal;
}

/** `durabench status | head` closes the pipe early, which is no failure. */
function exitQuietlyOnClosedPipe(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit(EXIT.ok);
  });
}
