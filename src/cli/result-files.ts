import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { rankConfigs } from '../domain/leaderboard/leaderboard.ts';
import { renderLeaderboardText } from '../report/leaderboard-text.ts';
import type { CliContext } from './context.ts';
import { readLatestReports } from './latest-reports.ts';
import { alignColumns, writeLine } from './output.ts';
import { formatRun, type RunIdentity } from './run-reference.ts';
import { artifactRoot, openStoredRun } from './stored-run.ts';
import { writeReport } from './write-report.ts';

/** Files that people read after a run. */
export interface ResultFiles {
  readonly report: string;
  /** Written by the worker; absent when its results folder is on another machine. */
  readonly leaderboard?: string;
}

/**
 * Writes the report of a run that has ended and, for people, prints its leaderboard and where all
 * is. Undefined when the records are not in this data folder.
 */
export async function presentResults(
  run: RunIdentity,
  context: CliContext,
): Promise<ResultFiles | undefined> {
  const { settings, stdout, stderr, json } = context;
  if (!existsSync(join(artifactRoot(settings), 'runs', run.suite, run.runKey))) {
    writeLine(
      stderr,
      `the records of ${formatRun(run)} are not in ${settings.dataRoot}; ` +
        '"durabench report" with the --root of its worker writes the report',
    );
    return undefined;
  }
  const stored = await openStoredRun(context, formatRun(run));
  const leaderboard = join(settings.resultsDir, 'leaderboard.md');
  const files = {
    report: await writeReport(stored, context),
    ...(existsSync(leaderboard) && { leaderboard }),
  };
  if (json) return files;
  const rows = rankConfigs(await readLatestReports(stored));
  if (rows.length > 0) stdout.write(`\n${renderLeaderboardText(rows)}\n`);
  for (const line of alignColumns(Object.entries(files))) writeLine(stdout, line);
  return files;
}
