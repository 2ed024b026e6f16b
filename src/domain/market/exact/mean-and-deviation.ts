import { ExactMoments } from './exact-moments.ts';

export interface MeanAndDeviation {
  readonly mean: number;
  /** Of the population. */
  readonly deviation: number;
}

/** Exact, rounded once. No values have a mean of 0; values that are not all finite have none. */
export function meanAndDeviation(values: readonly number[]): MeanAndDeviation | undefined {
  if (values.length === 0) return { mean: 0, deviation: 0 };
  const moments = new ExactMoments();
  for (const value of values) moments.add(value);
  if (!moments.allFinite) return undefined;
  return { mean: moments.mean(), deviation: moments.populationDeviation() };
}
