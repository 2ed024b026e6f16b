import type { ExperimentRow, ExperimentSummary } from '../contracts/results-file.ts';
import type { ConfigReport } from '../domain/leaderboard/report-types.ts';
import { pythonRound } from '../domain/scoring/python-round.ts';
import { resultsFileName } from './results-file.ts';
import type { RunReport, StoredResults } from './run-report.ts';

/** A config succeeded when it ended by itself and at least one of its tasks counts. */
export function buildExperimentSummary(
  run: RunReport<Pick<StoredResults, 'report'>>,
): ExperimentSummary {
  const results = [
    ...run.configs.map(({ report }) => reportedRow(report)),
    ...run.unreported.map(unreportedRow),
  ];
  return {
    generated_at: run.generatedAt,
    experiments_run: [run.suite],
    total_configs: results.length,
    successful: results.filter(({ success }) => success).length,
    results,
  };
}

const reportedRow = (report: ConfigReport): ExperimentRow => ({
  config_id: report.configId,
  llm_model: report.model?.name ?? null,
  llm_api_base: report.model?.baseUrl ?? null,
  llm_temperature: report.model?.temperature ?? null,
  eval_config: report.evalConfig,
  num_tasks: report.coverage.planned / report.provenance.repeats,
  output_file: resultsFileName(report),
  success: report.error === null && report.overall !== null,
  elapsed_seconds: pythonRound(report.wallTimeMs / 1000, 2),
  timestamp: report.finishedAt,
  ...(report.error === null ? {} : { error: report.error }),
});

const unreportedRow = (configId: string): ExperimentRow => ({
  config_id: configId,
  llm_model: null,
  llm_api_base: null,
  llm_temperature: null,
  eval_config: null,
  num_tasks: null,
  output_file: null,
  success: false,
  elapsed_seconds: null,
  timestamp: null,
  error: 'the config left no report',
});
