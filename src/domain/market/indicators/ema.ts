import { at, meanOf, type Numbers, type Series, undefinedSeries } from './series.ts';

/**
 * Exponential moving average with factor 2 / (period + 1): the plain mean of the first `period`
 * values, then a share of each new one.
 */
export function ema(values: Numbers, period: number): Series {
  const averages = undefinedSeries(values.length);
  if (values.length < period) return averages;
  const share = 2 / (period + 1);
  let average = meanOf(values, 0, period);
  averages[period - 1] = average;
  for (let index = period; index < values.length; index += 1) {
    average = share * at(values, index) + (1 - share) * average;
    averages[index] = average;
  }
  return averages;
}
