import type { Prng } from '../../prng/prng.ts';
import type { Excesses } from './skill-score.ts';

const RESAMPLES = 2000;

/** Contributions of the bars to both excesses, summing to them. */
export interface Contributions {
  readonly overNothing: Float64Array;
  readonly overPassive: Float64Array;
}

/**
 * Excesses of windows made of random stretches of this one: the stationary bootstrap (Politis &
 * Romano, JASA 89, 1994), stretches geometric of mean n^(1/3), the end joined to the beginning.
 */
export function resampleExcesses(
  contributions: Contributions,
  random: Prng,
  resamples: number = RESAMPLES,
): readonly Excesses[] {
  const nothing = doubledSums(contributions.overNothing);
  const passive = doubledSums(contributions.overPassive);
  const bars = contributions.overNothing.length;
  const logStay = Math.log(1 - 1 / Math.max(1, Math.cbrt(bars)));
  return Array.from({ length: resamples }, () => {
    let overNothing = 0;
    let overPassive = 0;
    for (let left = bars; left > 0; ) {
      const start = random.int(0, bars - 1);
      const length = Math.min(left, 1 + Math.floor(Math.log(1 - random.unit()) / logStay));
      overNothing += between(nothing, start, length);
      overPassive += between(passive, start, length);
      left -= length;
    }
    return { overNothing, overPassive };
  });
}

/** Running sums over the values twice in a row, so that a stretch may run over the end. */
function doubledSums(values: Float64Array): Float64Array {
  const sums = new Float64Array(2 * values.length + 1);
  for (let index = 0; index < 2 * values.length; index += 1) {
    sums[index + 1] = (sums[index] as number) + (values[index % values.length] as number);
  }
  return sums;
}

const between = (sums: Float64Array, start: number, length: number): number =>
  (sums[start + length] as number) - (sums[start] as number);
