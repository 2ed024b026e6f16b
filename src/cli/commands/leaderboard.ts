import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { listRuns } from '../../adapters/artifacts/list-runs.ts';
import { ConfigurationError } from '../../domain/errors.ts';
import { type LeaderboardRow, rankConfigs } from '../../domain/leaderboard/leaderboard.ts';
import { type SortColumn, sortRows } from '../../domain/leaderboard/sort-rows.ts';
import { renderLeaderboardCsv, renderLeaderboardJson } from '../../report/leaderboard-data.ts';
import { renderLeaderboardMarkdown, renderLeaderboardText } from '../../report/leaderboard-text.ts';
import { type CliContext, type Command, EXIT } from '../context.ts';
import { readLatestReports } from '../latest-reports.ts';
import { writeJson, writeLine } from '../output.ts';
import { formatRun } from '../run-reference.ts';
import { artifactRoot, type OpenedRun, openStoredRun } from '../stored-run.ts';

type Format = 'text' | 'markdown' | 'csv' | 'json';

interface LeaderboardOptions {
  readonly all?: boolean;
  readonly sortBy?: SortColumn;
  readonly top?: number;
  readonly format?: Format;
  readonly output?: string;
}

/** Ranks the configs of a run, or of every run, by their stored reports. */
export const leaderboardCommand: Command<LeaderboardOptions> = async (args, options, context) => {
  const { stdout, json } = context;
  const runs = await chosenRuns(args[0], options.all === true, context);
  const reports = (await Promise.all(runs.map(readLatestReports))).flat();
  if (reports.length === 0) {
    throw new ConfigurationError(
      `no config of ${runs.map(formatRun).join(', ')} has a report yet: "durabench status" shows how far they are`,
    );
  }
  const format = json ? 'json' : (options.format ?? 'text');
  const ranked = rankConfigs(reports);
  const sorted = options.sortBy === undefined ? ranked : sortRows(ranked, options.sortBy);
  const text = render(sorted.slice(0, options.top), format);
  if (options.output === undefined) {
    stdout.write(text);
    return EXIT.ok;
  }
  const path = resolve(options.output);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
  if (json) writeJson(stdout, { path });
  else writeLine(stdout, path);
  return EXIT.ok;
};

async function chosenRuns(
  reference: string | undefined,
  all: boolean,
  context: CliContext,
): Promise<readonly OpenedRun[]> {
  if (!all) return [await openStoredRun(context, reference ?? 'latest')];
  if (reference !== undefined) {
    throw new ConfigurationError(`give a run or --all, not both ("${reference}" and --all)`);
  }
  const runs = await listRuns(artifactRoot(context.settings));
  if (runs.length === 0) return [await openStoredRun(context, 'latest')];
  return Promise.all(runs.map((run) => openStoredRun(context, formatRun(run))));
}

function render(rows: readonly LeaderboardRow[], format: Format): string {
  switch (format) {
    case 'text':
      return renderLeaderboardText(rows);
    case 'markdown':
      return renderLeaderboardMarkdown(rows);
    case 'csv':
      return renderLeaderboardCsv(rows);
    case 'json':
      return renderLeaderboardJson(rows, new Date().toISOString());
  }
}
