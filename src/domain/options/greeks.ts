import { normalCdf } from '../math/normal-cdf.ts';
import { type BlackScholesTerms, blackScholesTerms } from './black-scholes-terms.ts';
import { type MarketInputs, type OptionContract, rightSign } from './option-contract.ts';

/** Sensitivities of one option on one share. */
export interface Greeks {
  readonly delta: number;
  /** Change of delta for a dollar of the share. */
  readonly gamma: number;
  /** For one calendar day, 1/365 of a year. */
  readonly thetaPerDay: number;
  /** For one percentage point of volatility. */
  readonly vegaPerVolPoint: number;
  /** For one percentage point of the risk-free rate. */
  readonly rhoPerPercent: number;
}

const DAYS_PER_YEAR = 365;

/**
 * Greeks of the Black-Scholes-Merton value. Without time or volatility they are the limits, those
 * of the forward in the money and 0 out of it; undefined where that limit has a kink, the forward
 * exactly at the strike.
 * @throws RangeError when an input is impossible.
 */
export function greeks(option: OptionContract, market: MarketInputs): Greeks | undefined {
  const terms = blackScholesTerms(option, market);
  if (terms.stdDev === 0 && terms.discountedSpot === terms.discountedStrike) return undefined;
  const { discountedSpot, discountedStrike, d1, d2 } = terms;
  const sign = rightSign(option.right);
  const carry =
    market.dividendYield * discountedSpot * normalCdf(sign * d1) -
    market.riskFreeRate * discountedStrike * normalCdf(sign * d2);
  const { gamma, decayPerYear, vega } = convexity(terms, option, market);
  return {
    delta: (sign * discountedSpot * normalCdf(sign * d1)) / market.spot,
    gamma,
    thetaPerDay: (sign * carry - decayPerYear) / DAYS_PER_YEAR,
    vegaPerVolPoint: vega / 100,
    rhoPerPercent: (sign * option.yearsToExpiry * discountedStrike * normalCdf(sign * d2)) / 100,
  };
}

/** The three that come from the density; all vanish when nothing is uncertain. */
function convexity(
  { discountedSpot, stdDev, d1 }: BlackScholesTerms,
  { yearsToExpiry }: OptionContract,
  { spot, volatility }: MarketInputs,
): { gamma: number; decayPerYear: number; vega: number } {
  if (stdDev === 0) return { gamma: 0, decayPerYear: 0, vega: 0 };
  const density = Math.exp((-d1 * d1) / 2) / Math.sqrt(2 * Math.PI);
  return {
    gamma: (discountedSpot * density) / (spot * spot * stdDev),
    decayPerYear: (discountedSpot * density * volatility) / (2 * Math.sqrt(yearsToExpiry)),
    vega: discountedSpot * density * Math.sqrt(yearsToExpiry),
  };
}
