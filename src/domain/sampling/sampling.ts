import type { DatasetType } from '../dataset/task.ts';

/**
 * How the datasets' tasks become one order, of which a run takes the first ones.
 * `sequential`: as the eval config lists them. `random`: all shuffled. `stratified`: one task of
 * each dataset type in turn. `weighted`: shares of the types by weight, shuffled.
 */
export const SAMPLING_STRATEGIES = ['sequential', 'random', 'stratified', 'weighted'] as const;
type SamplingStrategy = (typeof SAMPLING_STRATEGIES)[number];

export interface Sampling {
  readonly strategy: SamplingStrategy;
  /** 0 means no limit. */
  readonly totalLimit: number;
  /** Equal seeds give equal draws. null: nothing may be left to chance. */
  readonly seed: number | null;
  /**
   * Shuffles a dataset that is to be shuffled before its limit cuts it, so that every task has the
   * same chance. Otherwise datasets follow their original loaders, most of which shuffle only what
   * the limit has left.
   */
  readonly limitAfterShuffle: boolean;
}

/** How one dataset of an eval config takes part in the draw. */
export interface DatasetShare {
  readonly type: DatasetType;
  readonly shuffle: boolean;
  /** Relative to the weights of the other types, under strategy `weighted`. */
  readonly weight: number;
}

/** Why a draw would fail or could not be repeated, as far as that shows before tasks are read. */
export function samplingProblem(
  { strategy, seed }: Sampling,
  datasets: readonly DatasetShare[],
): string | undefined {
  const shuffles = strategy !== 'sequential' || datasets.some(({ shuffle }) => shuffle);
  if (seed === null && shuffles) return SEED_MISSING;
  const weights = [...weightsByType(datasets).values()];
  const weightless = weights.every((weight) => weight === 0);
  return strategy === 'weighted' && weightless ? WEIGHT_MISSING : undefined;
}

/** Two datasets of one type are drawn from together, by the weight of the later one. */
export const weightsByType = (
  datasets: readonly Pick<DatasetShare, 'type' | 'weight'>[],
): ReadonlyMap<DatasetType, number> => new Map(datasets.map(({ type, weight }) => [type, weight]));

export const SEED_MISSING =
  'the sampling seed is null, but tasks are shuffled, so that another run would draw others: set a ' +
  'seed, or use strategy "sequential" without "shuffle"';

export const WEIGHT_MISSING =
  'strategy "weighted" finds no weight above 0 among the dataset types that have tasks (the last ' +
  'dataset of a type decides): give one of them a weight';
