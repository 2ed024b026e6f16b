import type { DatasetConfig, EvalConfig } from './eval-config.ts';

/** Whether this release can load the dataset's tasks. */
export const isBuilt = (dataset: DatasetConfig): boolean =>
  !(dataset.type === 'crypto' && dataset.pg_enabled);

/** Why such a dataset cannot be run, said of its place in an eval config. */
export const notBuilt = (index: number): string =>
  `datasets[${index}].pg_enabled: candles are not read from PostgreSQL in this release: export ` +
  'them to CSV or Parquet files and name those with "path", hidden windows with "window_seed"';

/** What keeps an eval config from running, one line a dataset. */
export const unbuiltDatasets = ({ datasets }: EvalConfig): readonly string[] =>
  datasets.flatMap((dataset, index) => (isBuilt(dataset) ? [] : [notBuilt(index)]));
