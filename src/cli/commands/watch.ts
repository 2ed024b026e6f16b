import type { Command } from '../context.ts';
import { followRun } from '../follow-run.ts';
import { findSuiteExecution } from '../suite-executions.ts';
import { withClient } from '../with-client.ts';

/** Shows a run until it ends; Ctrl-C stops watching, not the run. */
export const watchCommand: Command<object> = ([reference = 'latest'], _options, context) =>
  withClient(context, async (client) =>
    followRun(client, await findSuiteExecution(client, reference), context),
  );
