import type { ChartScale } from './chart-scale.ts';
import { isDrawable } from './drawable.ts';

/** Points of one line; more are not told apart at the size of a chart. */
const POINTS_MAX = 400;

/** SVG path of a line, one value a position; values that cannot be drawn break it. */
export function linePath(values: readonly number[], { x, y }: ChartScale): string {
  let path = '';
  let penDown = false;
  for (const position of thinPositions(values, POINTS_MAX)) {
    const value = values[position];
    if (!isDrawable(value)) {
      penDown = false;
      continue;
    }
    // A line of no length shows a point that stands alone between two gaps.
    path += penDown ? `L${x(position)} ${y(value)}` : `M${x(position)} ${y(value)}h0`;
    penDown = true;
  }
  return path;
}

/** At most `max` positions: both ends, and of every stretch its lowest, its highest and a gap. */
export function thinPositions(values: readonly number[], max: number): readonly number[] {
  if (values.length <= max) return [...values.keys()];
  const stretches = Math.floor((max - 2) / 3);
  const kept = new Set([0, values.length - 1]);
  for (let stretch = 0; stretch < stretches; stretch += 1) {
    const start = Math.floor((stretch * values.length) / stretches);
    const end = Math.floor(((stretch + 1) * values.length) / stretches);
    for (const position of landmarks(values, start, end)) kept.add(position);
  }
  return [...kept].sort((a, b) => a - b);
}

/** Positions of the lowest and highest drawable value, and of the first that is not. */
function landmarks(values: readonly number[], start: number, end: number): readonly number[] {
  let lowest: number | undefined;
  let highest: number | undefined;
  let gap: number | undefined;
  for (let position = start; position < end; position += 1) {
    const value = values[position];
    if (!isDrawable(value)) gap ??= position;
    else {
      if (lowest === undefined || value < (values[lowest] ?? value)) lowest = position;
      if (highest === undefined || value > (values[highest] ?? value)) highest = position;
    }
  }
  return [lowest, highest, gap].filter((position) => position !== undefined);
}
