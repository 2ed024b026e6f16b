import type { EpisodeMetrics } from '../episode-result.ts';
import type { MarketState } from '../scenario.ts';
import { BarTable } from './bar-table.ts';
import { curveMetrics } from './equity-metrics.ts';

/**
 * The metrics of holding the asset over the bars, without costs. Shown beside a score, in none.
 * @throws PythonError
 */
export function buyAndHoldMetrics(
  states: readonly MarketState[],
  timeframe: string | null,
): EpisodeMetrics {
  const closes = positiveCloses(states);
  const [first, last] = [closes[0], closes.at(-1)];
  if (first === undefined || last === undefined || closes.length < 2) {
    return { totalReturn: 0, maxDrawdown: 0, winRate: 0, sharpe: 0 };
  }
  const curve = closes.map((close) => close / first);
  const totalReturn = (last - first) / first;
  return { totalReturn, ...curveMetrics(curve, timeframe), winRate: totalReturn > 0 ? 1 : 0 };
}

function positiveCloses(states: readonly MarketState[]): readonly number[] {
  const table = new BarTable(states);
  const closes: number[] = [];
  for (let step = 0; step < states.length; step += 1) {
    table.requireObject(step);
    const close = table.close.at(step, 0);
    if (close > 0) closes.push(close);
  }
  return closes;
}
