import { z } from 'zod';
import { flag, numeric } from '../written-values.ts';

/** Keys of every dataset. */
export const DATASET_SHARE = {
  /** Puts the tasks in random order before they are drawn. */
  shuffle: flag.default(false),
  /** Share of the dataset's type under strategy `weighted`; the last dataset of a type decides. */
  weight: numeric(z.number().min(0)).default(1),
};

/** Seed and size of a generated set: the same input gives the same bytes. */
export const GENERATED = {
  seed: numeric(z.int().min(0)),
  count: numeric(z.int().min(1).max(100_000)),
};

export const NAMES = z.array(z.string().min(1));
