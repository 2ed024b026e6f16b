import { z } from 'zod';
import { limit } from '../written-values.ts';
import { DATASET_SHARE, GENERATED, NAMES } from './dataset-share.ts';

/** Where the original keeps its options questions, relative to its project. */
export const OPTIONS_PATH_DEFAULT = 'data/options/questions.json';

export const OptionsDataset = z
  .strictObject({
    type: z.literal('options'),
    ...DATASET_SHARE,
    /** A questions file of the original benchmark, relative to the eval config or its project. */
    path: z.string().min(1).optional(),
    generate: z.strictObject({ ...GENERATED, categories: NAMES.min(1).optional() }).optional(),
    /** Of the file; generated sets name theirs under "generate". All nine by default. */
    categories: NAMES.min(1).nullish(),
    limit,
  })
  .refine(({ path, generate }) => path === undefined || generate === undefined, {
    message: 'give either "path" (a questions.json) or "generate" (seed and count), not both',
  })
  .refine(({ categories, generate }) => !categories || generate === undefined, {
    message: 'put the categories of a generated set under "generate"',
    path: ['categories'],
  });
