import type { EpisodeMetrics } from '../episode-result.ts';
import type { RoundTrip } from './round-trips.ts';

const MINUTES_A_YEAR = 525_600;

/** Returns between the points of an equity curve; an account without equity earns nothing more. */
export const returnsOf = (equity: readonly number[]): readonly number[] =>
  equity.slice(1).map((value, index) => {
    const before = equity[index] as number;
    return before > 0 ? value / before - 1 : 0;
  });

export function episodeMetrics(
  equity: readonly number[],
  maxDrawdown: number,
  trips: readonly RoundTrip[],
  minutesPerBar: number,
): EpisodeMetrics {
  const opening = equity[0] as number;
  return {
    totalReturn: (equity.at(-1) as number) / opening - 1,
    maxDrawdown,
    winRate:
      trips.length === 0 ? 0 : trips.filter(({ netPnl }) => netPnl > 0).length / trips.length,
    sharpe: annualSharpe(returnsOf(equity), minutesPerBar),
  };
}

/** For people who look for it; a window of days says next to nothing about it. 0 without variation. */
function annualSharpe(returns: readonly number[], minutesPerBar: number): number {
  const mean = returns.reduce((sum, value) => sum + value, 0) / returns.length;
  const squares = returns.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const deviation = Math.sqrt(squares / returns.length);
  return deviation > 1e-15 ? (mean / deviation) * Math.sqrt(MINUTES_A_YEAR / minutesPerBar) : 0;
}
