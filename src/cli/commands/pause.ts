import { type Command, EXIT } from '../context.ts';
import { writeJson, writeLine } from '../output.ts';
import { requireOpen } from '../require-open.ts';
import { formatRun } from '../run-reference.ts';
import { findSuiteExecution } from '../suite-executions.ts';
import { withClient } from '../with-client.ts';

/** Keeps further tasks of a run from starting; calls in flight finish. */
export const pauseCommand: Command<object> = ([reference = 'latest'], _options, context) =>
  withClient(context, async (client) => {
    const run = requireOpen(await findSuiteExecution(client, reference));
    await client.workflow.getHandle(run.workflowId).signal('pause');
    const { suite, runKey, workflowId } = run;
    if (context.json) writeJson(context.stdout, { suite, runKey, workflowId, paused: true });
    else {
      const name = formatRun(run);
      writeLine(context.stdout, `run ${name} is pausing; "durabench resume ${name}" goes on`);
    }
    return EXIT.ok;
  });
