import { normalCdf } from '../math/normal-cdf.ts';
import { blackScholesTerms } from './black-scholes-terms.ts';
import { type MarketInputs, type OptionContract, rightSign } from './option-contract.ts';

/**
 * Value of a European option a share, with a continuous dividend yield (Merton, 1973):
 * S e^(-qT) N(d1) - K e^(-rT) N(d2) for calls. Without time or volatility it is the discounted
 * gain over the forward.
 * @throws RangeError when an input is impossible.
 */
export function blackScholesPrice(option: OptionContract, market: MarketInputs): number {
  const { discountedSpot, discountedStrike, d1, d2 } = blackScholesTerms(option, market);
  const sign = rightSign(option.right);
  const value =
    sign * (discountedSpot * normalCdf(sign * d1) - discountedStrike * normalCdf(sign * d2));
  // Far out of the money the difference of two tiny products can round below zero.
  return Math.max(value, 0);
}
