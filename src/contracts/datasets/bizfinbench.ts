import { z } from 'zod';
import { BIZFINBENCH_TASK_TYPES } from '../../domain/dataset/bizfinbench/task-types.ts';
import { allOr, limit } from '../written-values.ts';
import { DATASET_SHARE, LOCAL_PATH, NAMES } from './dataset-share.ts';

export const BizFinBenchDataset = z.strictObject({
  type: z.literal('bizfinbench'),
  ...DATASET_SHARE,
  ...LOCAL_PATH,
  /** The original ignores it. */
  path: z.string().nullish(),
  /** Names that do not exist are kept: the original has none, and draws nothing for them. */
  task_types: allOr(BIZFINBENCH_TASK_TYPES).optional(),
  languages: NAMES.default(['en']),
  /** For each task type and language. */
  limit_per_task: limit,
});
export type BizFinBenchDataset = z.infer<typeof BizFinBenchDataset>;
