import { normalCdf } from './normal-cdf.ts';
import { findRoot } from './root.ts';

/** The argument at which `normalCdf` is that of a double's smallest distance from 0 or 1. */
const BOUND = 9;

/** Inverse of the standard normal distribution function. @throws RangeError outside (0, 1). */
export function normalQuantile(probability: number): number {
  if (!(probability > 0 && probability < 1)) {
    throw new RangeError(`${probability} is no probability between 0 and 1, both left out`);
  }
  return findRoot((x) => normalCdf(x) - probability, -BOUND, BOUND);
}
