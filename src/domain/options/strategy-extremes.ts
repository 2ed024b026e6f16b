import { type ProfitStretch, profitStretches, type StrategyLeg } from './strategy.ts';

/** A profit or a loss at expiry that has a bound, in dollars, or none. */
export type Extreme =
  | { readonly kind: 'limited'; readonly amount: number }
  | { readonly kind: 'unlimited' };

/** The most the legs can gain at expiry; negative when they always lose. */
export const maxProfit = (legs: readonly StrategyLeg[]): Extreme =>
  largest(profitStretches(legs), 1);

/** The most the legs can lose at expiry, as a positive amount; negative when they always gain. */
export const maxLoss = (legs: readonly StrategyLeg[]): Extreme =>
  largest(profitStretches(legs), -1);

/** A line is extreme at its ends, and the last stretch has only one. */
function largest(stretches: readonly ProfitStretch[], sign: 1 | -1): Extreme {
  const last = stretches.at(-1);
  if (last !== undefined && sign * last.slope > 0) return { kind: 'unlimited' };
  return {
    kind: 'limited',
    // Adding zero turns the -0 of a position that cannot lose into 0.
    amount: Math.max(...stretches.map(({ profitAtStart }) => sign * profitAtStart)) + 0,
  };
}

/**
 * Share prices at expiry, ascending, where the profit reaches or leaves zero. Where it is zero
 * over a whole stretch these are the ends of the stretch.
 */
export function breakevens(legs: readonly StrategyLeg[]): readonly number[] {
  const found = profitStretches(legs).flatMap(zerosOf);
  return [...new Set(found)].sort((a, b) => a - b);
}

/** Rounding left over from premiums in cents; real profits are larger by far. */
const ZERO_PROFIT = 1e-9;

function zerosOf({ fromSpot, toSpot, profitAtStart, slope }: ProfitStretch): readonly number[] {
  const isZeroAtStart = Math.abs(profitAtStart) < ZERO_PROFIT;
  if (slope === 0) {
    if (!isZeroAtStart) return [];
    return Number.isFinite(toSpot) ? [fromSpot, toSpot] : [fromSpot];
  }
  if (isZeroAtStart) return [fromSpot];
  const zero = fromSpot - profitAtStart / slope;
  // A zero at the far corner is the next stretch's own.
  return zero > fromSpot && zero < toSpot - ZERO_PROFIT ? [zero] : [];
}
