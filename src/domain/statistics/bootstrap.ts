import type { Prng } from '../prng/prng.ts';
import { isFlat, type Unit, unitsMean } from './units.ts';

/** Enough that the ends of a 95 % interval move by less than a tenth of its width. */
const RESAMPLES = 2000;

/** What was measured, and the means it might have had. */
export interface Sample {
  readonly units: readonly Unit[];
  /** Means of bootstrap resamples, in the order they were drawn. */
  readonly replicates: Float64Array;
}

/** Draws the units anew with replacement, clusters whole, `resamples` times. Without units, every mean is NaN. */
export function bootstrap(
  units: readonly Unit[],
  prng: Prng,
  resamples: number = RESAMPLES,
): Sample {
  const replicates = new Float64Array(resamples);
  if (isFlat(units)) return { units, replicates: replicates.fill(unitsMean(units)) };
  const sums = Float64Array.from(units, ({ sum }) => sum);
  const counts = Float64Array.from(units, ({ count }) => count);
  return { units, replicates: replicates.map(() => drawMean(sums, counts, prng)) };
}

function drawMean(sums: Float64Array, counts: Float64Array, prng: Prng): number {
  const last = sums.length - 1;
  let sum = 0;
  let count = 0;
  for (let draw = 0; draw <= last; draw += 1) {
    const unit = prng.int(0, last);
    sum += sums[unit] ?? 0;
    count += counts[unit] ?? 0;
  }
  return sum / count;
}
