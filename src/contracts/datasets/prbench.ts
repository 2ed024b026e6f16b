import { z } from 'zod';
import { allOr, flag, limit } from '../written-values.ts';
import { DATASET_SHARE, LOCAL_PATH, NAMES } from './dataset-share.ts';

const SPLITS = ['finance', 'legal', 'finance_hard', 'legal_hard'] as const;

export const PrBenchDataset = z.strictObject({
  type: z.literal('prbench'),
  ...DATASET_SHARE,
  ...LOCAL_PATH,
  splits: allOr(SPLITS)
    .pipe(z.array(z.enum(SPLITS)))
    .default(['finance', 'legal']),
  topics: NAMES.nullish(),
  /** For each split. */
  limit,
  include_reference_texts: flag.default(true),
});
export type PrBenchDataset = z.infer<typeof PrBenchDataset>;
