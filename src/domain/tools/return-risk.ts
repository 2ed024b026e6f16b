import { normalCdf } from '../math/normal-cdf.ts';
import { findRoot } from '../math/root.ts';
import { quantile } from '../statistics/quantile.ts';
import { isFlat, mean, sampleStdDev } from './sample-statistics.ts';

export interface RiskAssumptions {
  /** Of value at risk and expected shortfall, e.g. 0.95. */
  readonly confidence: number;
  readonly periodsPerYear: number;
  /** A fraction a year. */
  readonly riskFreeRate: number;
}

export interface ReturnRisk {
  readonly meanReturn: number;
  readonly stdDev: number;
  readonly annualVolatility: number;
  /** Annualized; null when returns do not vary. */
  readonly sharpeRatio: number | null;
  /** Loss of one period as a fraction, positive; negative where even bad periods gain. */
  readonly historicalVar: number;
  /** With normal returns: z * stdDev - meanReturn. */
  readonly parametricVar: number;
  /** Mean loss of the periods at or beyond the historical value at risk. */
  readonly expectedShortfall: number;
  /** Largest fall from a peak of compounded wealth, a positive fraction. */
  readonly maxDrawdown: number;
}

/** @param returns two or more, fractions per period, each above -1 */
export function measureReturnRisk(
  returns: readonly number[],
  { confidence, periodsPerYear, riskFreeRate }: RiskAssumptions,
): ReturnRisk {
  const [meanReturn, stdDev] = [mean(returns), sampleStdDev(returns)];
  const sorted = returns.toSorted((a, b) => a - b);
  const cutOff = quantile(sorted, 1 - confidence) ?? Number.NaN;
  // The smallest return is never beyond itself, so there is always one.
  const tail = sorted.filter((value, index) => index === 0 || value <= cutOff);
  const excess = meanReturn - riskFreeRate / periodsPerYear;
  return {
    meanReturn,
    stdDev,
    annualVolatility: stdDev * Math.sqrt(periodsPerYear),
    sharpeRatio: isFlat(returns) ? null : (excess / stdDev) * Math.sqrt(periodsPerYear),
    historicalVar: -cutOff,
    parametricVar: normalQuantile(confidence) * stdDev - meanReturn,
    expectedShortfall: -mean(tail),
    maxDrawdown: maxDrawdown(returns),
  };
}

function maxDrawdown(returns: readonly number[]): number {
  let [wealth, peak, worst] = [1, 1, 0];
  for (const value of returns) {
    wealth *= 1 + value;
    peak = Math.max(peak, wealth);
    worst = Math.max(worst, 1 - wealth / peak);
  }
  return worst;
}

/** Beyond eight deviations probabilities are 0 or 1 to the last bit. */
const normalQuantile = (probability: number): number =>
  findRoot((x) => normalCdf(x) - probability, -8, 8);
