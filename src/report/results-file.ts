import { ConfigReportSchema } from '../contracts/report.ts';
import type { ResultsFile } from '../contracts/results-file.ts';
import type { ConfigReport } from '../domain/leaderboard/report-types.ts';
import { asOriginal } from './original-view.ts';
import { exportTask } from './result-rows.ts';
import type { ConfigResults, TaskRow } from './run-report.ts';
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
  const original = asOriginal({ report, tasks });
  const exported = original.tasks.flatMap(exportTask);
  const detailed = exported.flatMap((task) => task.detailed ?? []);
  const rows = exported.map(({ row }) => row);
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
          num_tasks: detailed.length,
          num_successful: detailed.filter((row) => row.is_correct || row.normalized_score > 0)
            .length,
          conduct_debate: false,
        },
        detailed_results: detailed,
        config_summary: {
          total: tasks.length,
          by_dataset: countBy(tasks, ({ dataset }) => dataset),
          by_task_type: {},
          by_category: countBy(tasks, ({ category }) => category),
        },
        results: [...applyStoragePolicy(rows, policy)],
        durabench: ConfigReportSchema.parse(report),
      },
    ],
  };
}

const countBy = (tasks: readonly TaskRow[], keyOf: (task: TaskRow) => string) =>
  Object.fromEntries([...Map.groupBy(tasks, keyOf)].map(([key, group]) => [key, group.length]));
