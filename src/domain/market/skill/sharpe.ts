import { normalCdf } from '../../math/normal-cdf.ts';
import { normalQuantile } from '../../math/normal-quantile.ts';

/** Moments of a series of returns; `sharpe` per period, not annualised. */
export interface ReturnMoments {
  readonly count: number;
  readonly sharpe: number;
  readonly skew: number;
  /** 3 for a normal distribution. */
  readonly kurtosis: number;
}

const COUNT_MIN = 3;
const DEVIATION_MIN = 1e-15;
const EULER_MASCHERONI = 0.577_215_664_901_532_9;

/** Undefined for fewer than three returns and for returns that do not vary. */
export function returnMoments(returns: readonly number[]): ReturnMoments | undefined {
  const count = returns.length;
  if (count < COUNT_MIN) return undefined;
  const mean = returns.reduce((sum, value) => sum + value, 0) / count;
  const central = (power: number): number =>
    returns.reduce((sum, value) => sum + (value - mean) ** power, 0) / count;
  const deviation = Math.sqrt(central(2));
  if (!(deviation > DEVIATION_MIN)) return undefined;
  return {
    count,
    sharpe: mean / deviation,
    skew: central(3) / deviation ** 3,
    kurtosis: central(4) / deviation ** 4,
  };
}

/**
 * Standard error of a per-period Sharpe ratio:
 * sqrt((1 + SR^2/2 - skew SR + (kurtosis - 3)/4 SR^2) / (n - 1))
 * (Mertens 2002; Bailey & Lopez de Prado, The Sharpe Ratio Efficient Frontier, J. Risk 15, 2012).
 */
export function sharpeStandardError({ count, sharpe, skew, kurtosis }: ReturnMoments): number {
  const spread = 1 + sharpe ** 2 / 2 - skew * sharpe + ((kurtosis - 3) / 4) * sharpe ** 2;
  // Not negative by theory (kurtosis >= 1 + skew^2); rounding may bring it there.
  return Math.sqrt(Math.max(0, spread) / (count - 1));
}

/**
 * Expected largest per-period Sharpe ratio among trials without skill, whose ratios scatter by
 * 1/sqrt(n - 1): the "false strategy theorem" of Bailey & Lopez de Prado, The Deflated Sharpe Ratio
 * (J. Portfolio Management 40, 2014, SSRN 2460551).
 */
export function expectedBestSharpe(trials: number, count: number): number {
  if (trials < 2) return 0;
  const best = normalQuantile(1 - 1 / trials);
  const beyond = normalQuantile(1 - 1 / (trials * Math.E));
  return ((1 - EULER_MASCHERONI) * best + EULER_MASCHERONI * beyond) / Math.sqrt(count - 1);
}

/** Probability that the true Sharpe ratio is above what the best of so many unskilled trials shows. */
export function deflatedSharpe(moments: ReturnMoments, trials: number): number {
  const error = sharpeStandardError(moments);
  const ahead = moments.sharpe - expectedBestSharpe(trials, moments.count);
  return error > 0 ? normalCdf(ahead / error) : Number(ahead > 0);
}
