import type { Client } from '@temporalio/client';
import { createDirectoryStore } from '../adapters/artifacts/directory-store.ts';
import type { SuiteInput } from '../contracts/suite-input.ts';
import type { Settings } from '../settings/settings.ts';
import { LOCAL_HOST, resumeWorkflowId } from '../temporal/names.ts';
import type { ObservedRun } from './observe-run.ts';
import { nextGeneration } from './resume-generation.ts';
import { formatRun, parseRunReference, type RunIdentity } from './run-reference.ts';
import { requireWorkers, startRunSuite } from './start-suite.ts';
import { artifactRoot } from './stored-run.ts';
import { listSuiteExecutions } from './suite-executions.ts';

/** Which tasks of a closed run are asked again. */
export type ResumedTasks = Pick<Extract<SuiteInput, { resumeFrom: string }>, 'only' | 'reasons'>;

/**
 * Starts a closed run again over its own records.
 * @throws ConfigurationError when no worker would pick it up.
 */
export async function resumeClosedRun(
  client: Client,
  { suite, runKey }: RunIdentity,
  tasks: ResumedTasks,
  settings: Settings,
): Promise<ObservedRun> {
  await requireWorkers(client, [LOCAL_HOST], settings);
  const executions = await listSuiteExecutions(
    client,
    parseRunReference(formatRun({ suite, runKey })),
  );
  const generation = await nextGeneration(
    createDirectoryStore(artifactRoot(settings)),
    { suite, runKey },
    executions.map(({ workflowId }) => workflowId),
  );
  const run = { suite, runKey, workflowId: resumeWorkflowId(suite, runKey, generation) };
  const input = { schemaVersion: 1, suite, resumeFrom: runKey, ...tasks } as const;
  await startRunSuite(client, run, input, `resume ${generation} of ${runKey}, only ${tasks.only}`);
  return run;
}
