import { isDrawable } from './drawable.ts';

/** Of a chart in SVG units; the browser scales it to its column. */
export const CHART = { width: 560, height: 264 } as const;
export const PLOT = { left: 66, right: 548, top: 26, bottom: 204 } as const;

export interface ChartScale {
  /** SVG units to a tenth, of a position on the equity curve. */
  readonly x: (position: number) => string;
  /** SVG units to a tenth, of an amount. */
  readonly y: (amount: number) => string;
  /** Amounts that get a grid line, from low to high. */
  readonly ticks: readonly number[];
}

/** About as many grid lines. */
const TICKS = 5;

export const tenth = (units: number): string => String(Math.round(10 * units) / 10);

/** Fits positions 0 to `last` and every drawable value into the plot. */
export function fitScale(last: number, lines: readonly (readonly number[])[]): ChartScale {
  const { low, high } = extent(lines);
  const perPosition = (PLOT.right - PLOT.left) / Math.max(1, last);
  const perAmount = (PLOT.bottom - PLOT.top) / (high - low);
  return {
    x: (position) => tenth(PLOT.left + perPosition * position),
    y: (amount) => tenth(PLOT.bottom - perAmount * (amount - low)),
    ticks: niceTicks(low, high),
  };
}

interface Extent {
  readonly low: number;
  readonly high: number;
}

/** With room for marks above and below. */
function extent(lines: readonly (readonly number[])[]): Extent {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of lines.flat()) {
    if (!isDrawable(value)) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  // Nothing drawable, or one level: the axis still needs a length that numbers can tell apart.
  if (low > high) return { low: 0, high: 1 };
  const length = Math.max(high - low, 1e-3 * Math.max(Math.abs(high), Math.abs(low)), 1e-9);
  const middle = (high + low) / 2;
  return { low: middle - 0.56 * length, high: middle + 0.56 * length };
}

/** Multiples of 1, 2 or 5 times a power of ten within the range. */
function niceTicks(low: number, high: number): readonly number[] {
  const rough = (high - low) / TICKS;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5].find((factor) => factor * power >= rough) ?? 10);
  const first = Math.ceil(low / step);
  const count = Math.floor(high / step) - first + 1;
  return Array.from({ length: count }, (_, index) => (first + index) * step);
}
