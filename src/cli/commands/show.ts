import { ConfigurationError } from '../../domain/errors.ts';
import type { Command } from '../context.ts';
import { showConfig } from '../show/show-config.ts';
import { showRun } from '../show/show-run.ts';
import { showTask } from '../show/show-task.ts';
import { openStoredRun } from '../stored-run.ts';

/** What of a crypto task is shown. */
interface ShowOptions {
  readonly mode?: string;
  readonly limit?: number;
}

/**
 * Shows records of a run, a config or a task; also while it runs, and without a server.
 * @throws ConfigurationError when an option would have no effect.
 */
export const showCommand: Command<ShowOptions> = async (args, { mode, limit }, context) => {
  const [reference = 'latest', configId, taskId] = args;
  if (mode !== undefined && taskId === undefined) {
    throw new ConfigurationError(
      '--mode has no effect without a task: name the config and the task',
    );
  }
  if (limit !== undefined && mode === undefined) {
    throw new ConfigurationError('--limit has no effect without --mode: it limits the steps');
  }
  const run = await openStoredRun(context, reference);
  if (configId === undefined) return showRun(run, context);
  if (taskId === undefined) return showConfig(run, configId, context);
  const episodes = mode === undefined ? undefined : { name: mode, limit };
  return showTask(run, { configId, taskId, ...(episodes && { episodes }) }, context);
};
