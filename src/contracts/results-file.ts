import { z } from 'zod';
import { DATASET_TYPES } from '../domain/dataset/task.ts';
import { MARKET_GRADES } from '../domain/market/market-grade.ts';
import { SECTIONS } from '../domain/scoring/sections.ts';
import { ConfigReportSchema } from './report.ts';

const Count = z.int().min(0);
const Percent = z.number().min(0).max(100);
const Counts = z.record(z.string(), Count);

const SectionScore = z.strictObject({
  score: Percent,
  weight: z.number(),
  weighted_contribution: Percent,
  datasets: z.array(z.enum(DATASET_TYPES)),
  task_count: Count,
  accuracy: z.number().min(0).max(1),
  sub_scores: z.record(z.string(), z.number()),
});

const DetailedResult = z.strictObject({
  task_id: z.string(),
  dataset_type: z.enum(DATASET_TYPES),
  section: z.enum(SECTIONS),
  raw_score: z.number(),
  normalized_score: Percent,
  is_correct: z.boolean(),
  feedback: z.string(),
});
export type DetailedResult = z.infer<typeof DetailedResult>;

/** Of answers that are followed up: whether a rebuttal came, and its beginning. */
const rebuttalFields = {
  rebuttal_received: z.boolean().exactOptional(),
  rebuttal_preview: z.string().exactOptional(),
};

const RepeatResult = z.strictObject({
  ...rebuttalFields,
  repeat: Count,
  predicted: z.string(),
  score: z.number(),
  is_correct: z.boolean(),
  feedback: z.string().exactOptional(),
  /** Repeats that carry it are left out of their task's score. */
  error: z.string().exactOptional(),
});
export type RepeatResult = z.infer<typeof RepeatResult>;

/** JSON has no NaN: what the original computes as one is written as text. */
const Figure = z.union([z.number(), z.enum(['NaN', 'Infinity', '-Infinity'])]);
const Metrics = z.strictObject({
  total_return: Figure,
  max_drawdown: Figure,
  sharpe: Figure,
  win_rate: Figure,
});
const MetaEpisode = z.strictObject({
  transform: z.string(),
  score: Figure.nullable(),
  metrics: Metrics.nullable(),
  trade_count: Count,
  decision_errors: Count,
});

const ModeMetrics = z.strictObject({
  baseline: Metrics.nullable().exactOptional(),
  noisy: Metrics.nullable().exactOptional(),
  adversarial: Metrics.nullable().exactOptional(),
  meta: z
    .strictObject({
      score: Figure,
      average: Figure,
      dispersion: Figure,
      details: z.array(MetaEpisode),
    })
    .exactOptional(),
});

/** What rows of crypto tasks have besides, as far as the records hold it. */
const marketFields = {
  scenario_id: z.string().exactOptional(),
  scenario_name: z.string().exactOptional(),
  baseline_score: Figure.exactOptional(),
  noisy_score: Figure.exactOptional(),
  adversarial_score: Figure.exactOptional(),
  meta_score: Figure.exactOptional(),
  buyhold_score: Figure.exactOptional(),
  buyhold_metrics: Metrics.exactOptional(),
  grade: z.enum(MARKET_GRADES).exactOptional(),
  random_seed: z.int().exactOptional(),
  metrics: ModeMetrics.exactOptional(),
  events: z.array(z.strictObject({ index: Count, type: z.string() })).exactOptional(),
  llm_used: z.literal(false).exactOptional(),
};
const MarketFields = z.strictObject(marketFields);
export type MarketFields = z.infer<typeof MarketFields>;

const ResultRow = z.strictObject({
  ...marketFields,
  ...rebuttalFields,
  example_id: z.string(),
  dataset_type: z.enum(DATASET_TYPES),
  category: z.string(),
  question: z.string(),
  expected: z.string(),
  predicted: z.string(),
  score: z.number(),
  is_correct: z.boolean(),
  feedback: z.string().exactOptional(),
  sub_scores: z.record(z.string(), z.number()).exactOptional(),
  /** Rows that carry it are left out of every average. */
  error: z.string().exactOptional(),
  /** Of tasks that were run more than once; the row's score is the mean of those that count. */
  repeats: z.array(RepeatResult).exactOptional(),
});
export type ResultRow = z.infer<typeof ResultRow>;

const Evaluation = z.strictObject({
  schema_version: z.literal('2.0'),
  benchmark: z.string(),
  version: z.string(),
  /** `score` is null when nothing could be scored; the original would write 0. */
  overall_score: z.strictObject({ score: Percent.nullable(), max_score: z.literal(100) }),
  section_scores: z.partialRecord(z.enum(SECTIONS), SectionScore),
  evaluation_metadata: z.strictObject({
    purple_agent: z.string(),
    num_tasks: Count,
    num_successful: Count,
    conduct_debate: z.boolean(),
  }),
  detailed_results: z.array(DetailedResult),
  config_summary: z.strictObject({
    total: Count,
    by_dataset: Counts,
    by_task_type: Counts,
    by_category: Counts,
  }),
  results: z.array(ResultRow),
  durabench: ConfigReportSchema,
});

/** `results/<config>_<timestamp>.json`: schema 2.0 of the original's leaderboard, and our report. */
export const ResultsFileSchema = z.strictObject({
  participants: z.record(z.string(), z.string()),
  results: z.tuple([Evaluation]),
});
export type ResultsFile = z.infer<typeof ResultsFileSchema>;

const ExperimentRow = z.strictObject({
  config_id: z.string(),
  llm_model: z.string().nullable(),
  llm_api_base: z.string().nullable(),
  llm_temperature: z.number().nullable(),
  eval_config: z.string().nullable(),
  num_tasks: Count.nullable(),
  output_file: z.string().nullable(),
  success: z.boolean(),
  elapsed_seconds: z.number().nullable(),
  timestamp: z.string().nullable(),
  error: z.string().exactOptional(),
});
export type ExperimentRow = z.infer<typeof ExperimentRow>;

/** `results/experiment_summary.json`, one row a config. */
export const ExperimentSummarySchema = z.strictObject({
  generated_at: z.string(),
  experiments_run: z.array(z.string()),
  total_configs: Count,
  successful: Count,
  results: z.array(ExperimentRow),
});
export type ExperimentSummary = z.infer<typeof ExperimentSummarySchema>;
