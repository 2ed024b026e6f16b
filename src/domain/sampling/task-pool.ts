import type { DatasetType, Task } from '../dataset/task.ts';
import type { DatasetShare, Sampling } from './sampling.ts';

/** One dataset of an eval config. */
export interface TaskPool extends DatasetShare {
  /**
   * Tasks by file, both in the order they are read: BizFinBench has a file for each task type and
   * language, PRBench one for each split, the others one.
   */
  readonly files: readonly (readonly Task[])[];
  /** Takes this many tasks of every file; 0 takes all. */
  readonly limit: number;
  /** Makes the task that is drawn of the one at a position of its limited file: hides its origin. */
  readonly rename?: (task: Task, position: number) => Task;
}

/** Returns the items in another order; calls share one generator, so their order matters. */
export type Shuffle = <T>(items: readonly T[]) => readonly T[];

/** When the loaders of the original shuffle a file, before they cut it to its limit. */
const SHUFFLED_BEFORE_LIMIT = {
  bizfinbench: 'to-be-cut',
  prbench: 'never',
  synthetic: 'never',
  options: 'on-request',
  crypto: 'on-request',
  gdpval: 'never',
  public_csv: 'never',
} as const satisfies Record<DatasetType, 'never' | 'on-request' | 'to-be-cut'>;

/** The tasks of a dataset that can be drawn, in the order they enter the draw. */
export function readPool(
  pool: TaskPool,
  { limitAfterShuffle }: Sampling,
  shuffle: Shuffle,
): readonly Task[] {
  const { rename = (task) => task } = pool;
  const tasks = pool.files.flatMap((file) => {
    const first = isShuffledFirst(pool, file.length, limitAfterShuffle);
    return takeFirst(first ? shuffle(file) : file, pool.limit).map(rename);
  });
  // Shuffled files too: the original draws twice, and what follows depends on it.
  return pool.shuffle ? shuffle(tasks) : tasks;
}

function isShuffledFirst(
  { type, limit, shuffle }: TaskPool,
  fileTasks: number,
  limitAfterShuffle: boolean,
): boolean {
  switch (SHUFFLED_BEFORE_LIMIT[type]) {
    case 'never':
      return shuffle && limitAfterShuffle;
    case 'on-request':
      return shuffle;
    case 'to-be-cut':
      return limit !== 0 && fileTasks > limit;
  }
}

/** 0 takes all. */
export const takeFirst = <T>(items: readonly T[], limit: number): readonly T[] =>
  limit === 0 ? items : items.slice(0, limit);
