import { WorkflowNotFoundError } from '@temporalio/client';
import { hostWorkflowId } from '../../temporal/names.ts';
import { type Command, EXIT } from '../context.ts';
import { parseHost } from '../host-lease.ts';
import { writeJson, writeLine } from '../output.ts';
import { withClient } from '../with-client.ts';

/** Gives a drained host to configs again. */
export const undrainHostCommand: Command<object> = ([name], _options, context) =>
  withClient(context, async (client) => {
    const host = parseHost(name);
    try {
      await client.workflow.getHandle(hostWorkflowId(host)).signal('undrain');
    } catch (error) {
      // A host without a workflow does not drain, which is what was wanted.
      if (!(error instanceof WorkflowNotFoundError)) throw error;
    }
    if (context.json) writeJson(context.stdout, { host, draining: false });
    else writeLine(context.stdout, `host ${host} is given to configs again`);
    return EXIT.ok;
  });
