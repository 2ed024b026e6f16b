import type { DatasetType, Task } from '../../src/domain/dataset/task.ts';
import type { Sampling } from '../../src/domain/sampling/sampling.ts';
import type { TaskPool } from '../../src/domain/sampling/task-pool.ts';
import { goldNumber, taskWith } from './tasks.ts';

const taskNamed = (id: string, dataset: DatasetType): Task => ({
  ...taskWith(goldNumber(1, 'none')),
  id,
  dataset,
});

/** A dataset of one file with these task ids. */
export const poolOf = (
  type: DatasetType,
  ids: readonly string[],
  more: Partial<TaskPool> = {},
): TaskPool => ({
  type,
  files: [ids.map((id) => taskNamed(id, type))],
  limit: 0,
  shuffle: false,
  weight: 1,
  ...more,
});

/** `<type>_0` to `<type>_<count - 1>` */
export const numbered = (type: string, count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `${type}_${index}`);

export const samplingBy = (
  strategy: Sampling['strategy'],
  more: Partial<Sampling> = {},
): Sampling => ({ strategy, totalLimit: 0, seed: 42, limitAfterShuffle: false, ...more });
