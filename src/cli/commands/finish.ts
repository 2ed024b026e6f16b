import { type Command, EXIT } from '../context.ts';
import { writeJson, writeLine } from '../output.ts';
import { requireOpen } from '../require-open.ts';
import { formatRun } from '../run-reference.ts';
import { findSuiteExecution } from '../suite-executions.ts';
import { withClient } from '../with-client.ts';

/** Ends a run in good order: calls in flight finish, no task starts, held configs stop waiting. */
export const finishCommand: Command<object> = ([reference = 'latest'], _options, context) =>
  withClient(context, async (client) => {
    const run = requireOpen(await findSuiteExecution(client, reference));
    await client.workflow.getHandle(run.workflowId).signal('finish', 'finished on request');
    const { suite, runKey, workflowId } = run;
    if (context.json) writeJson(context.stdout, { suite, runKey, workflowId, finishing: true });
    else {
      const name = formatRun(run);
      writeLine(
        context.stdout,
        `run ${name} ends when its calls in flight have; "durabench resume ${name}" runs the rest`,
      );
    }
    return EXIT.ok;
  });
