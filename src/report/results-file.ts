import { ConfigReportSchema } from '../contracts/report.ts';
import type { DetailedResult, ResultRow, ResultsFile } from '../contracts/results-file.ts';
import type { ConfigReport } from '../domain/leaderboard/report-types.ts';
import { originalScores } from './original-view.ts';
import { ResultsTally } from './results-tally.ts';
import type { ConfigResults } from './run-report.ts';
import { applyStoragePolicy, type StoragePolicy } from './storage-policy.ts';

/** `tiny-cpu_20261123_080130.json`, by the time the config finished, in UTC. */
export const resultsFileName = (report: ConfigReport): string => `${exportName(report)}.json`;

/** Name of a config's exports, without an ending. */
export function exportName({ configId, finishedAt }: ConfigReport): string {
  const stamp = new Date(finishedAt).toISOString().replace(/[-:]|\..*$/g, '');
  return `${configId}_${stamp.replace('T', '_')}`;
}

/**
 * The export of one config run: a row a task, with as much text as the policy keeps. In profiles
 * `compat` and `both` the original's fields hold the original's numbers; `durabench` holds ours.
 */
export function buildResultsFile(
  { report, tasks }: ConfigResults,
  policy: StoragePolicy,
): ResultsFile {
  const tally = new ResultsTally(report);
  const exported = tasks.flatMap((task) => tally.add(task));
  const lists = {
    detailed: exported.flatMap(({ detailed }) => detailed ?? []),
    rows: exported.map(({ row }) => applyStoragePolicy(row, policy)),
  };
  return describeResults(report, tally, lists);
}

/** The file of a run whose lists of tasks are these. */
export function describeResults(
  report: ConfigReport,
  tally: ResultsTally,
  { detailed, rows }: { readonly detailed: DetailedResult[]; readonly rows: ResultRow[] },
): ResultsFile {
  const original = originalScores(report);
  return {
    participants: { purple_agent: report.configId },
    results: [
      {
        schema_version: '2.0',
        benchmark: 'FAB++ Finance Agent Benchmark',
        version: '2.0.0',
        overall_score: { score: original.overall, max_score: 100 },
        section_scores: Object.fromEntries(original.sections),
        evaluation_metadata: {
          purple_agent: report.agent.label,
          num_tasks: tally.counted,
          num_successful: tally.successful,
          conduct_debate: report.rebuttals !== undefined,
        },
        detailed_results: detailed,
        config_summary: {
          total: tally.total,
          by_dataset: tally.byDataset,
          by_task_type: {},
          by_category: tally.byCategory,
        },
        results: rows,
        durabench: ConfigReportSchema.parse(report),
      },
    ],
  };
}
