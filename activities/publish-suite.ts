import type { ResultsFolder } from '../src/adapters/artifacts/results-folder.ts';
import { rankConfigs } from '../src/domain/leaderboard/leaderboard.ts';
import { buildExperimentSummary } from '../src/report/experiment-summary.ts';
import { renderLeaderboardCsv, renderLeaderboardJson } from '../src/report/leaderboard-data.ts';
import { renderLeaderboardMarkdown } from '../src/report/leaderboard-text.ts';
import { openRun } from '../src/report/read-run.ts';
import { resultsFileName } from '../src/report/results-file.ts';
import { resultsText } from '../src/report/results-text.ts';
import { storagePolicyOf } from '../src/report/storage-policy.ts';
import type { RunScope } from './contract.ts';
import { withHeartbeat } from './heartbeat.ts';
import type { RunRecords } from './run-records.ts';

export interface PublishPorts {
  readonly records: RunRecords;
  readonly results: ResultsFolder;
}

/** Exports what people and leaderboards read: a file a config, the leaderboard, the summary. */
export function publishSuite(
  { records, results }: PublishPorts,
  { suite, runKey }: RunScope,
  finishedAt: string,
): Promise<void> {
  return withHeartbeat(async () => {
    const run = await openRun(records.store, { suite, runKey, generatedAt: finishedAt });
    for (const config of run.configs) {
      const text = resultsText(config, storagePolicyOf(config.storage), () => results.spool());
      await results.write(resultsFileName(config.report), text);
    }
    const rows = rankConfigs(run.configs.map(({ report }) => report));
    await results.write('leaderboard.md', renderLeaderboardMarkdown(rows));
    await results.write('leaderboard.csv', renderLeaderboardCsv(rows));
    await results.write('leaderboard.json', renderLeaderboardJson(rows, finishedAt));
    await results.write('experiment_summary.json', toJson(buildExperimentSummary(run)));
  });
}

const toJson = (value: unknown): string => `${JSON.stringify(value, undefined, 2)}\n`;
