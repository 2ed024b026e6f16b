import type { Client } from '@temporalio/client';
import { createDirectoryStore } from '../../adapters/artifacts/directory-store.ts';
import { runRoot } from '../../domain/suite/artifact-keys.ts';
import { formatDuration } from '../../report/format.ts';
import type { Settings } from '../../settings/settings.ts';
import { type CliContext, type Command, EXIT, type ExitCode } from '../context.ts';
import { observeRun } from '../observe-run.ts';
import { alignColumns, writeJson, writeLine } from '../output.ts';
import { renderPlain } from '../progress-view.ts';
import { formatRun } from '../run-reference.ts';
import type { RunView } from '../run-view.ts';
import { type ConfigRepair, readRunRepairs, repairLines } from '../show/config-repairs.ts';
import { artifactRoot } from '../stored-run.ts';
import {
  findSuiteExecution,
  listSuiteExecutions,
  type SuiteExecution,
} from '../suite-executions.ts';
import { withClient } from '../with-client.ts';

const RECENT_MAX = 20;

/** The state of one run, or the recent runs. */
export const statusCommand: Command<object> = ([reference], _options, context) =>
  withClient(context, (client) =>
    reference === undefined ? listRecent(client, context) : showStatus(client, reference, context),
  );

async function showStatus(
  client: Client,
  reference: string,
  { stdout, json, settings }: CliContext,
): Promise<ExitCode> {
  const view = await observeRun(client, await findSuiteExecution(client, reference), undefined);
  const repairs = await repairsOf(view, settings);
  if (json) writeJson(stdout, { ...view, repairs });
  else for (const line of [...renderPlain(view), ...repairLines(repairs)]) writeLine(stdout, line);
  return EXIT.ok;
}

/** None for runs of another data folder: only their server is known here. */
async function repairsOf(
  { suite, runKey, configs }: RunView,
  settings: Settings,
): Promise<readonly ConfigRepair[]> {
  const store = createDirectoryStore(artifactRoot(settings));
  return readRunRepairs({ store, root: runRoot(suite, runKey), configs });
}

async function listRecent(client: Client, { stdout, json }: CliContext): Promise<ExitCode> {
  const recent = (await listSuiteExecutions(client)).slice(0, RECENT_MAX);
  if (json) writeJson(stdout, recent);
  else if (recent.length === 0) writeLine(stdout, 'no runs yet: start one with "durabench run"');
  else for (const line of renderRecent(recent, new Date())) writeLine(stdout, line);
  return EXIT.ok;
}

function renderRecent(recent: readonly SuiteExecution[], now: Date): readonly string[] {
  const rows = recent.map((run) => [
    formatRun(run),
    run.state,
    `${run.startTime.toISOString().slice(0, 19)}Z`,
    formatDuration((run.closeTime ?? now).getTime() - run.startTime.getTime()),
    run.workflowId,
  ]);
  return alignColumns([['RUN', 'STATE', 'STARTED', 'TOOK', 'WORKFLOW'], ...rows]);
}
