import { z } from 'zod';
import { allOr, limit } from '../written-values.ts';
import { DATASET_SHARE, NAMES } from './dataset-share.ts';

export const BIZFINBENCH_TASK_TYPES = [
  'anomaly_information_tracing',
  'event_logic_reasoning',
  'financial_data_description',
  'financial_quantitative_computation',
  'user_sentiment_analysis',
  'stock_price_predict',
  'financial_multi_turn_perception',
  'financial_report_analysis',
] as const;

/** `zh` is another name of `cn`. */
export const BIZFINBENCH_LANGUAGES = ['en', 'cn', 'zh'] as const;

export const BizFinBenchDataset = z.strictObject({
  type: z.literal('bizfinbench'),
  ...DATASET_SHARE,
  path: z.string().nullish(),
  /** Names that do not exist are kept: the original has none, and draws nothing for them. */
  task_types: allOr(BIZFINBENCH_TASK_TYPES).optional(),
  languages: NAMES.default(['en']),
  /** For each task type and language. */
  limit_per_task: limit,
});
