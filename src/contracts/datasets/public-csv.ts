import { z } from 'zod';
import { limit } from '../written-values.ts';
import { DATASET_SHARE } from './dataset-share.ts';

/** The original retired this type; the file is that of the Vals finance agent. */
export const PublicCsvDataset = z.strictObject({
  type: z.literal('public_csv'),
  ...DATASET_SHARE,
  /** Columns Question, Question Type, Answer, Expert time (mins), Rubric; relative to the eval config. */
  path: z.string().min(1),
  limit,
});
export type PublicCsvDataset = z.infer<typeof PublicCsvDataset>;
