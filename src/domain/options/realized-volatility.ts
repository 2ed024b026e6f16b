/**
 * Sample standard deviation of logarithmic returns, a fraction a year; undefined with fewer than
 * two returns.
 */
export function realizedVolatility(
  closes: readonly number[],
  tradingDaysPerYear: number,
): number | undefined {
  const returns = closes
    .slice(1)
    .map((close, index) => Math.log(close / (closes[index] ?? Number.NaN)));
  if (returns.length < 2) return undefined;
  const mean = returns.reduce((sum, value) => sum + value, 0) / returns.length;
  const squares = returns.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return Math.sqrt((squares / (returns.length - 1)) * tradingDaysPerYear);
}
