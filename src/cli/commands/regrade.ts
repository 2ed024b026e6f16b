import { ConfigurationError } from '../../domain/errors.ts';
import { type Command, EXIT } from '../context.ts';
import { announceRun, followRun } from '../follow-run.ts';
import { type ResumedTasks, resumeClosedRun } from '../resume-run.ts';
import { formatRun } from '../run-reference.ts';
import { findSuiteExecution } from '../suite-executions.ts';
import { withClient } from '../with-client.ts';

interface RegradeOptions {
  readonly detach?: boolean;
}

/** Grades the stored replies of a closed run as a new round. No agent is asked. */
const regradeCommand =
  (only: ResumedTasks['only']): Command<RegradeOptions> =>
  ([reference = 'latest'], { detach }, context) =>
    withClient(context, async (client) => {
      const run = await findSuiteExecution(client, reference);
      if (run.state === 'running') {
        throw new ConfigurationError(
          `run ${formatRun(run)} is still open, so its replies cannot be graded again yet; wait for its end, or cancel it`,
        );
      }
      const regraded = await resumeClosedRun(client, run, { only }, context.settings);
      await announceRun(regraded, context);
      return detach === true ? EXIT.ok : followRun(client, regraded, context);
    });

/** By a judge that is asked anew. */
export const rejudgeCommand = regradeCommand('judged');
/** By the rules of this version and the judge's stored grades. */
export const rescoreCommand = regradeCommand('scored');
