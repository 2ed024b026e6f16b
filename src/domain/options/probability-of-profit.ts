import { normalCdf } from '../math/normal-cdf.ts';
import { blackScholesTerms } from './black-scholes-terms.ts';
import type { MarketInputs } from './option-contract.ts';
import { type ProfitStretch, profitStretches, type StrategyLeg } from './strategy.ts';

/**
 * Probability, a fraction, that the legs gain at expiry, for a lognormal share price with the
 * drift of the market inputs (risk-free rate less dividend yield). Breaking even is no gain.
 * @throws RangeError when an input is impossible.
 */
export function probabilityOfProfit(
  legs: readonly StrategyLeg[],
  market: MarketInputs,
  yearsToExpiry: number,
): number {
  const below = (spot: number): number => probabilityBelow(spot, market, yearsToExpiry);
  return profitStretches(legs)
    .map(gainingPart)
    .reduce((sum, [from, to]) => (from < to ? sum + below(to) - below(from) : sum), 0);
}

/** P(S_T < x) = N(-d2) with the strike at x. @throws RangeError when an input is impossible. */
export function probabilityBelow(
  spot: number,
  market: MarketInputs,
  yearsToExpiry: number,
): number {
  if (spot <= 0) return 0;
  if (spot === Number.POSITIVE_INFINITY) return 1;
  const { d2 } = blackScholesTerms({ right: 'put', strike: spot, yearsToExpiry }, market);
  return normalCdf(-d2);
}

/** The part of a stretch on which the profit is positive; empty when the ends are equal. */
function gainingPart({
  fromSpot,
  toSpot,
  profitAtStart,
  slope,
}: ProfitStretch): readonly [from: number, to: number] {
  if (slope === 0) return profitAtStart > 0 ? [fromSpot, toSpot] : [fromSpot, fromSpot];
  const zero = fromSpot - profitAtStart / slope;
  return slope > 0 ? [Math.max(fromSpot, zero), toSpot] : [fromSpot, Math.min(toSpot, zero)];
}
