import type { Bar } from './bar.ts';
import type { ReadBar } from './read-bar.ts';

const HOUR_MS = 3_600_000;

/**
 * Every `stride` bars as one: first open, highest high, lowest low, last close, all the volume. A
 * rest of fewer bars makes a shorter last one. Funding accrues by the time each original bar lasts,
 * at that bar's own rate.
 */
export function aggregateBars(
  bars: readonly ReadBar[],
  stride: number,
  fundingIntervalHours: number,
): readonly Bar[] {
  const accrued = bars.map((bar, index) =>
    fundingIntervalHours > 0
      ? (bar.fundingRate * durationMs(bars, index)) / (fundingIntervalHours * HOUR_MS)
      : 0,
  );
  return Array.from({ length: Math.ceil(bars.length / stride) }, (_, group) => {
    const start = group * stride;
    return joinBars(bars.slice(start, start + stride), accrued.slice(start, start + stride));
  });
}

/** The last bar is taken to last as long as the one before. */
function durationMs(bars: readonly ReadBar[], index: number): number {
  const at = Math.max(0, Math.min(index, bars.length - 2));
  const [bar, next] = [bars[at], bars[at + 1]];
  return bar === undefined || next === undefined ? 0 : next.timeMs - bar.timeMs;
}

function joinBars(bars: readonly ReadBar[], accrued: readonly number[]): Bar {
  const [first, last] = [bars[0] as ReadBar, bars.at(-1) as ReadBar];
  return {
    timestamp: first.timestamp,
    timeMs: first.timeMs,
    symbol: first.symbol,
    open: first.open,
    high: bars.reduce((most, { high }) => Math.max(most, high), first.high),
    low: bars.reduce((least, { low }) => Math.min(least, low), first.low),
    close: last.close,
    volume: bars.reduce((total, { volume }) => total + volume, 0),
    fundingRate: last.fundingRate,
    funding: accrued.reduce((total, share) => total + share, 0),
    liquidity: 1,
  };
}
