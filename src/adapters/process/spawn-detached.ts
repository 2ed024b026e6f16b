import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync } from 'node:fs';
import { DeploymentError } from '../../domain/errors.ts';
import { logTail, openLog } from './log-file.ts';
import { markOf, type ProcessMark } from './process-table.ts';

export interface DetachedCommand {
  readonly command: readonly string[];
  /** The whole environment of the process. */
  readonly env: Readonly<Record<string, string>>;
  readonly logFile: string;
}

/**
 * Starts a process that outlives this one, its output going to the log file. `record` runs in the
 * same turn as the spawn, so that a kill of this process cannot leave an unrecorded one behind.
 * @throws DeploymentError when the command cannot be started (final) or exits at once.
 */
export async function spawnDetached<T>(
  { command, env, logFile }: DetachedCommand,
  record: (mark: ProcessMark) => T,
): Promise<T> {
  const [program, ...args] = command;
  if (program === undefined) throw new Error(`no command to start for ${logFile}`);
  const log = openLog(logFile);
  // Detached gives it a process group of its own: signals to it reach its children as well, and
  // the signals that end this process do not reach it.
  const child = spawn(program, args, { detached: true, stdio: ['ignore', log, log], env });
  closeSync(log);
  child.unref(); // This process may end while the started one runs.
  if (child.pid === undefined) throw await startFailure(child, program);
  const mark = markOf(child.pid);
  if (mark !== undefined) return record(mark);
  throw new DeploymentError(`"${program}" exited at once: ${logTail(logFile)}`, true, { logFile });
}

async function startFailure(child: ChildProcess, program: string): Promise<DeploymentError> {
  const error = await new Promise<NodeJS.ErrnoException>((resolve) => child.once('error', resolve));
  const isMissing = error.code === 'ENOENT' || error.code === 'EACCES';
  const remedy = isMissing
    ? 'install it on this host or correct the command'
    : 'free memory or processes';
  return new DeploymentError(
    `cannot start "${program}" (${error.code}): ${remedy}`,
    !isMissing,
    { program },
    { cause: error },
  );
}
