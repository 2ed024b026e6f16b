import type { Client } from '@temporalio/client';
import { locateTemporal, workflowUrl } from '../temporal/connection.ts';
import { type CliContext, EXIT, type ExitCode } from './context.ts';
import { exitCodeOf } from './exit-code.ts';
import type { ObservedRun } from './observe-run.ts';
import { writeLine } from './output.ts';
import { presentResults, type ResultFiles } from './result-files.ts';
import { renderEnd } from './run-end.ts';
import { formatRun } from './run-reference.ts';
import type { RunEnd } from './run-view.ts';
import { watchRun } from './watch-run.ts';

/** Says that a run is under way and where to look at it. */
export async function announceRun(
  run: ObservedRun,
  { settings, stdout, json }: CliContext,
): Promise<void> {
  const target = await locateTemporal(settings);
  const uiUrl = target && workflowUrl(target, run.workflowId);
  const { suite, runKey, workflowId } = run;
  if (json) {
    writeLine(stdout, JSON.stringify({ event: 'started', suite, runKey, workflowId, uiUrl }));
    return;
  }
  writeLine(stdout, `run ${formatRun(run)}`);
  if (uiUrl !== undefined) writeLine(stdout, `Temporal UI ${uiUrl}`);
}

/** Watches to the end, says how it ended, and gives the exit code. */
export async function followRun(
  client: Client,
  run: ObservedRun,
  context: CliContext,
): Promise<ExitCode> {
  const end = await watchRun(client, run, context);
  const files = end.kind === 'completed' ? await presentResults(run, context) : undefined;
  reportEnd(run, end, context, files);
  return exitCodeOf(end);
}

/** Says how a run ended, or that it goes on unwatched. */
export function reportEnd(
  run: ObservedRun,
  end: RunEnd,
  { stdout, stderr, json }: CliContext,
  files?: ResultFiles,
): void {
  if (json) {
    writeLine(stdout, JSON.stringify({ event: 'ended', ...end, ...(files && { files }) }));
    return;
  }
  const stream = exitCodeOf(end) === EXIT.ok ? stdout : stderr;
  for (const line of renderEnd(run, end)) writeLine(stream, line);
}
