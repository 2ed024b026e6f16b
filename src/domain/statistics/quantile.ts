/**
 * Quantile by linear interpolation between order statistics (Hyndman & Fan, type 7).
 * Undefined for an empty list.
 */
export function quantile(sorted: ArrayLike<number>, probability: number): number | undefined {
  const position = (sorted.length - 1) * probability;
  const lower = sorted[Math.floor(position)];
  const upper = sorted[Math.ceil(position)];
  if (lower === undefined || upper === undefined) return undefined;
  return lower + (upper - lower) * (position - Math.floor(position));
}
