import { z } from 'zod';
import { limit } from '../written-values.ts';
import { DATASET_SHARE, GENERATED, NAMES } from './dataset-share.ts';

export const SyntheticDataset = z
  .strictObject({
    type: z.literal('synthetic'),
    ...DATASET_SHARE,
    /** A `questions.json` of the original benchmark, relative to the eval config. */
    path: z.string().min(1).optional(),
    generate: z
      .strictObject({
        ...GENERATED,
        /** Template ids to draw from; all by default. */
        templates: NAMES.min(1).optional(),
      })
      .optional(),
    limit,
  })
  .refine((dataset) => (dataset.path === undefined) !== (dataset.generate === undefined), {
    message: 'give either "path" (a questions.json) or "generate" (seed and count), not both',
  });
