/** Differences and products of numbers up to this stay finite. */
const DRAWABLE_MAX = 1e100;

/** Whether a chart has a place for the value: NaN, infinities and what is next to them have none. */
export const isDrawable = (value: number | undefined): value is number =>
  value !== undefined && Math.abs(value) <= DRAWABLE_MAX;

/** `NaN × 3, Infinity × 1`; empty when every value can be drawn. */
export function describeGaps(values: readonly number[]): string {
  const gaps = values.filter((value) => !isDrawable(value)).map(nameGap);
  return [...Map.groupBy(gaps, (name) => name)]
    .map(([name, { length }]) => `${name} × ${length}`)
    .join(', ');
}

const nameGap = (value: number): string =>
  Number.isFinite(value) ? `beyond ±${DRAWABLE_MAX}` : String(value);
