import type { Command } from '../context.ts';
import { showConfig } from '../show/show-config.ts';
import { showRun } from '../show/show-run.ts';
import { showTask } from '../show/show-task.ts';
import { openStoredRun } from '../stored-run.ts';

/** Shows records of a run, a config or a task; also while it runs, and without a server. */
export const showCommand: Command<object> = async (args, _options, context) => {
  const [reference = 'latest', configId, taskId] = args;
  const run = await openStoredRun(context, reference);
  if (configId === undefined) return showRun(run, context);
  if (taskId === undefined) return showConfig(run, configId, context);
  return showTask(run, configId, taskId, context);
};
