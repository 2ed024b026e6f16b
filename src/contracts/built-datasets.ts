import type { DatasetType } from '../domain/dataset/task.ts';
import type { DatasetConfig, EvalConfig } from './eval-config.ts';

const BUILT = ['synthetic', 'options', 'crypto'] as const satisfies readonly DatasetType[];
export type BuiltDataset = Extract<DatasetConfig, { type: (typeof BUILT)[number] }>;

/** Whether this release can load the dataset's tasks. */
export const isBuilt = (dataset: DatasetConfig): dataset is BuiltDataset =>
  BUILT.some((type) => type === dataset.type) && !readsDatabase(dataset);

const readsDatabase = (dataset: DatasetConfig): boolean =>
  dataset.type === 'crypto' && dataset.pg_enabled;

/** Why such a dataset cannot be run, said of its place in an eval config. */
export const notBuilt = (index: number, dataset: DatasetConfig): string =>
  readsDatabase(dataset)
    ? `datasets[${index}].pg_enabled: candles are not read from PostgreSQL in this release: export ` +
      'them to CSV or Parquet files and name those with "path", hidden windows with "window_seed"'
    : `datasets[${index}]: "${dataset.type}" cannot be run: its provider is not built in this ` +
      `release; remove it and keep ${BUILT.join(', ')}`;

/** What keeps an eval config from running, one line a dataset. */
export const unbuiltDatasets = ({ datasets }: EvalConfig): readonly string[] =>
  datasets.flatMap((dataset, index) => (isBuilt(dataset) ? [] : [notBuilt(index, dataset)]));
