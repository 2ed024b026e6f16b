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

/** Files of one's own instead of the hub's; no key of the original. */
export const LOCAL_PATH = {
  /** A folder laid out as the dataset's repository is, or its one file, relative to the eval config. */
  local_path: z.string().min(1).optional(),
};

export const NAMES = z.array(z.string().min(1));
