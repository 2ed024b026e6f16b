import type { Bar } from './bar.ts';

/** Factors stay within these bounds, so that prices stay positive and finite whatever the settings. */
const LEVEL_MAX = 1e6;

/**
 * Multiplies each bar by its level: a path that departs from the clean one. A change of level comes
 * as a gap between two bars, which no stop inside a bar can dodge, and stays. The quote volume is
 * kept.
 */
export const shiftLevels = (bars: readonly Bar[], levels: Float64Array): readonly Bar[] =>
  bars.map((bar, index) => scaleBar(bar, levels[index] as number));

export const boundedLevel = (level: number): number =>
  Math.min(LEVEL_MAX, Math.max(1 / LEVEL_MAX, level));

export const scaleBar = (bar: Bar, factor: number): Bar => ({
  ...bar,
  open: bar.open * factor,
  high: bar.high * factor,
  low: bar.low * factor,
  close: bar.close * factor,
  volume: bar.volume / factor,
});
