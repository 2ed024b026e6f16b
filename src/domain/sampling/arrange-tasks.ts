import type { DatasetType, Task } from '../dataset/task.ts';
import { ConfigurationError } from '../errors.ts';
import { type DatasetShare, type Sampling, WEIGHT_MISSING, weightsByType } from './sampling.ts';
import type { Shuffle } from './task-pool.ts';

/** A dataset of which only the tasks are left that can be drawn. */
export interface LoadedPool extends DatasetShare {
  readonly tasks: readonly Task[];
}

/** All tasks that the strategy takes, in its order. @throws ConfigurationError without any weight. */
export function arrangeTasks(
  pools: readonly LoadedPool[],
  { strategy, totalLimit }: Sampling,
  shuffle: Shuffle,
): readonly Task[] {
  switch (strategy) {
    case 'sequential':
      return pools.flatMap(({ tasks }) => tasks);
    case 'random':
      return shuffle(pools.flatMap(({ tasks }) => tasks));
    case 'stratified':
      return takeTurns(shuffledGroups(pools, shuffle).map(({ tasks }) => tasks));
    case 'weighted':
      return shuffle(takeShares(shuffledGroups(pools, shuffle), weightsByType(pools), totalLimit));
  }
}

interface Group {
  readonly type: DatasetType;
  readonly tasks: readonly Task[];
}

/** Tasks by dataset type, each group shuffled, in the order the types first appear. */
function shuffledGroups(pools: readonly LoadedPool[], shuffle: Shuffle): readonly Group[] {
  const filled = pools.filter(({ tasks }) => tasks.length > 0);
  return [...Map.groupBy(filled, ({ type }) => type)].map(([type, members]) => ({
    type,
    tasks: shuffle(members.flatMap(({ tasks }) => tasks)),
  }));
}

/** The first of every group, then the second of every group that has one, and so on. */
function takeTurns(groups: readonly (readonly Task[])[]): readonly Task[] {
  const turns = Math.max(0, ...groups.map(({ length }) => length));
  return Array.from({ length: turns }).flatMap((_, turn) =>
    groups.flatMap((tasks) => tasks.slice(turn, turn + 1)),
  );
}

/** Shares are rounded down, and what a small group leaves over goes to no other, as in the original. */
function takeShares(
  groups: readonly Group[],
  weights: ReadonlyMap<DatasetType, number>,
  totalLimit: number,
): readonly Task[] {
  const weightOf = (type: DatasetType): number => weights.get(type) ?? 0;
  const weightTotal = groups.reduce((total, { type }) => total + weightOf(type), 0);
  if (groups.length > 0 && weightTotal === 0) throw new ConfigurationError(WEIGHT_MISSING);
  const size = totalLimit || groups.reduce((total, { tasks }) => total + tasks.length, 0);
  return groups.flatMap(({ type, tasks }) =>
    tasks.slice(0, Math.trunc((weightOf(type) / weightTotal) * size)),
  );
}
