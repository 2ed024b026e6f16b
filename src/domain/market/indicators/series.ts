/** Numbers by bar. NaN where an indicator has not seen enough bars yet. */
export type Series = Float64Array;

/** Values by position; positions stay within bounds, which the type does not know. */
export type Numbers = ArrayLike<number>;
export const at = (values: Numbers, index: number): number => values[index] as number;

export const undefinedSeries = (length: number): Series =>
  new Float64Array(length).fill(Number.NaN);

/** Plain mean of a stretch, added from left to right: the order decides the last bits. */
export function meanOf(values: Numbers, start: number, count: number): number {
  let sum = 0;
  for (let index = start; index < start + count; index += 1) sum += at(values, index);
  return sum / count;
}
