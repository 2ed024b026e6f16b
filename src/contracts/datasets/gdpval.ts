import { z } from 'zod';
import { flag, limit } from '../written-values.ts';
import { DATASET_SHARE, LOCAL_PATH, NAMES } from './dataset-share.ts';

export const GdpvalDataset = z.strictObject({
  type: z.literal('gdpval'),
  ...DATASET_SHARE,
  ...LOCAL_PATH,
  /** A repository that `config/datasets.yaml` lists. */
  hf_dataset: z.string().min(1).default('openai/gdpval'),
  sectors: NAMES.nullish(),
  occupations: NAMES.nullish(),
  limit,
  include_reference_files: flag.default(true),
  cache_dir: z.string().nullish(),
});
export type GdpvalDataset = z.infer<typeof GdpvalDataset>;
