import { checkInputs, type MarketInputs, type OptionContract } from './option-contract.ts';

/** What price and Greeks share. */
export interface BlackScholesTerms {
  /** S e^(-qT) */
  readonly discountedSpot: number;
  /** K e^(-rT) */
  readonly discountedStrike: number;
  /** Of the logarithm of the price at expiry. */
  readonly stdDev: number;
  /** Infinite when nothing is uncertain, 0 when moreover the forward is the strike. */
  readonly d1: number;
  readonly d2: number;
}

/** @throws RangeError when an input is impossible. */
export function blackScholesTerms(option: OptionContract, market: MarketInputs): BlackScholesTerms {
  checkInputs(option, market);
  const { yearsToExpiry } = option;
  const discountedSpot = market.spot * Math.exp(-market.dividendYield * yearsToExpiry);
  const discountedStrike = option.strike * Math.exp(-market.riskFreeRate * yearsToExpiry);
  const stdDev = market.volatility * Math.sqrt(yearsToExpiry);
  const moneyness = Math.log(discountedSpot / discountedStrike);
  const distance = moneyness === 0 ? 0 : moneyness / stdDev;
  return {
    discountedSpot,
    discountedStrike,
    stdDev,
    d1: distance + stdDev / 2,
    d2: distance - stdDev / 2,
  };
}
