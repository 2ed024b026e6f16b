import type { ReadBar } from './read-bar.ts';

/** A bar that can be traded. */
export interface Bar extends ReadBar {
  /** Fraction of the notional that a long position pays for this bar; a short one receives it. */
  readonly funding: number;
  /** Share of the usual liquidity: 1, less in a crisis. */
  readonly liquidity: number;
}

const MINUTE_MS = 60_000;

/** The usual distance between two bars: the median, so that gaps in the history do not count. */
export function barMinutes(bars: readonly Bar[]): number {
  const gaps = bars
    .slice(1)
    .map((bar, index) => bar.timeMs - (bars[index] as Bar).timeMs)
    .sort((a, b) => a - b);
  return (gaps[Math.floor((gaps.length - 1) / 2)] as number) / MINUTE_MS;
}
