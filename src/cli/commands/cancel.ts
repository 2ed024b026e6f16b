import { type Command, EXIT } from '../context.ts';
import { reportEnd } from '../follow-run.ts';
import { writeJson, writeLine } from '../output.ts';
import { requireOpen } from '../require-open.ts';
import { formatRun } from '../run-reference.ts';
import { findSuiteExecution } from '../suite-executions.ts';
import { watchRun } from '../watch-run.ts';
import { withClient } from '../with-client.ts';

interface CancelOptions {
  /** False with `--no-wait`. */
  readonly wait?: boolean;
}

/** Asks a run to end: servers and agents are stopped, what is finished is scored and kept. */
export const cancelCommand: Command<CancelOptions> = ([reference = 'latest'], { wait }, context) =>
  withClient(context, async (client) => {
    const run = requireOpen(await findSuiteExecution(client, reference));
    await client.workflow.getHandle(run.workflowId).cancel();
    const { suite, runKey, workflowId } = run;
    if (wait === false) {
      if (context.json) writeJson(context.stdout, { suite, runKey, workflowId, cancelled: true });
      else writeLine(context.stdout, `run ${formatRun(run)} is asked to end`);
      return EXIT.ok;
    }
    const end = await watchRun(client, run, context);
    reportEnd(run, end, context);
    // The run ended as it was told to, so the command has done its work.
    return EXIT.ok;
  });
