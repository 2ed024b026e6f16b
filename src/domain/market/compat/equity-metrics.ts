import type { EpisodeMetrics, Trade } from '../episode-result.ts';
import { ExactMoments } from '../exact/exact-moments.ts';
import { PythonError } from '../python/python-error.ts';
import { annualizationFactor } from './timeframe.ts';

const NO_METRICS: EpisodeMetrics = { totalReturn: 0, maxDrawdown: 0, winRate: 0, sharpe: 0 };

/** Of an equity curve that begins with the opening balance. @throws PythonError where it is not finite */
export function equityMetrics(
  equity: readonly number[],
  trades: readonly Pick<Trade, 'pnl'>[],
  timeframe: string | null,
): EpisodeMetrics {
  const [first = 0] = equity;
  if (first <= 0) return NO_METRICS;
  const last = equity.at(-1) as number;
  const wins = trades.filter(({ pnl }) => pnl > 0).length;
  return {
    totalReturn: (last - first) / first,
    ...curveMetrics(equity, timeframe),
    winRate: trades.length === 0 ? 0 : wins / trades.length,
  };
}

/** Drawdown from the running peak; Sharpe ratio without a riskless rate. @throws PythonError */
export function curveMetrics(
  curve: readonly number[],
  timeframe: string | null,
): Pick<EpisodeMetrics, 'maxDrawdown' | 'sharpe'> {
  const returns = new ExactMoments();
  let before = curve[0] as number;
  let peak = before;
  let maxDrawdown = 0;
  for (let point = 1; point < curve.length; point += 1) {
    const value = curve[point] as number;
    if (value > peak) peak = value;
    const drawdown = peak > 0 ? (peak - value) / peak : 0;
    if (drawdown > maxDrawdown) maxDrawdown = drawdown;
    // Ruin ends no curve, but the returns from it are left out.
    if (before > 0) returns.add((value - before) / before);
    before = value;
  }
  return { maxDrawdown, sharpe: sharpeRatio(returns, timeframe) };
}

function sharpeRatio(returns: ExactMoments, timeframe: string | null): number {
  if (returns.count < 2) return 0;
  if (!returns.allFinite) {
    throw new PythonError('AttributeError', "'float' object has no attribute 'numerator'");
  }
  const deviation = returns.populationDeviation();
  return deviation > 0 ? (returns.mean() / deviation) * annualizationFactor(timeframe) : 0;
}
