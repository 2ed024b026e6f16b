import type { Client } from '@temporalio/client';
import { ConfigurationError } from '../../domain/errors.ts';
import type { SuiteProgress } from '../../domain/suite/progress.ts';
import { type CliContext, type Command, EXIT } from '../context.ts';
import { announceRun, followRun } from '../follow-run.ts';
import type { ObservedRun } from '../observe-run.ts';
import { writeLine } from '../output.ts';
import { resumeClosedRun } from '../resume-run.ts';
import { formatRun } from '../run-reference.ts';
import { findSuiteExecution, type SuiteExecution } from '../suite-executions.ts';
import { query } from '../temporal-calls.ts';
import { withClient } from '../with-client.ts';

interface ResumeOptions {
  readonly only?: 'missing' | 'failed';
  readonly detach?: boolean;
}

/** Goes on with a paused run, or starts a closed one again over its own records. */
export const resumeCommand: Command<ResumeOptions> = ([reference = 'latest'], options, context) =>
  withClient(context, async (client) => {
    const run = await findSuiteExecution(client, reference);
    const resumed =
      run.state === 'running'
        ? await unpause(client, run, options, context)
        : await resumeClosedRun(client, run, { only: options.only ?? 'missing' }, context.settings);
    await announceRun(resumed, context);
    return options.detach === true ? EXIT.ok : followRun(client, resumed, context);
  });

async function unpause(
  client: Client,
  run: SuiteExecution,
  { only }: ResumeOptions,
  { stderr }: CliContext,
): Promise<ObservedRun> {
  if (only === 'failed') {
    throw new ConfigurationError(
      `run ${formatRun(run)} is still open, so failed tasks cannot be asked again yet; wait for its end, cancel it, or use "durabench retry" on a held config`,
    );
  }
  const progress = await query<SuiteProgress>(client, run.workflowId, 'progress');
  if ('value' in progress && !progress.value.paused) {
    writeLine(stderr, `run ${formatRun(run)} is not paused; watching it`);
    return run;
  }
  // Without a worker nobody can say whether it is paused; the signal waits and does no harm.
  await client.workflow.getHandle(run.workflowId).signal('resume');
  return run;
}
