import type { EpisodeMetrics } from '../episode-result.ts';
import { clampScore } from '../python/number-order.ts';
import type { TradingSettings } from '../trading-settings.ts';

/** Weighted parts of 0 to 1, as 0 to 100. A NaN makes it 100. */
export function modeScore(metrics: EpisodeMetrics, settings: TradingSettings): number {
  const { metricWeights, returnCap, sharpeFloor, sharpeCap, drawdownCap } = settings;
  const { winRateFloor, winRateCap } = settings;
  const weighted = weightedSum(metricWeights, [
    ['total_return', linear(metrics.totalReturn, -returnCap, returnCap)],
    ['sharpe', linear(metrics.sharpe, sharpeFloor, sharpeCap)],
    ['max_drawdown', 1 - linear(metrics.maxDrawdown, 0, drawdownCap)],
    ['win_rate', linear(metrics.winRate, winRateFloor, winRateCap)],
  ]);
  return clampScore((weighted / weightTotal(metricWeights)) * 100);
}

type Weights = Readonly<Record<string, number>>;

/** Added up in the order given; missing weights are 0. */
export const weightedSum = (
  weights: Weights,
  values: readonly (readonly [string, number])[],
): number => values.reduce((sum, [name, value]) => sum + (weights[name] ?? 0) * value, 0);

/** Of all weights, also those that nothing has; 1 for none. Added up in the file's order. */
export const weightTotal = (weights: Weights): number =>
  Object.values(weights).reduce((sum, weight) => sum + weight, 0) || 1;

function linear(value: number, low: number, high: number): number {
  if (high <= low || value <= low) return 0;
  return value >= high ? 1 : (value - low) / (high - low);
}
