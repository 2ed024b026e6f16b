import { at, type Numbers, type Series, undefinedSeries } from './series.ts';

export interface PriceSeries {
  readonly highs: Numbers;
  readonly lows: Numbers;
  readonly closes: Numbers;
}

/**
 * Average true range, in quote currency, smoothed as by Wilder: the mean of the first `period` true
 * ranges, which begin with the second bar.
 */
export function atr(prices: PriceSeries, period: number): Series {
  const bars = prices.closes.length;
  const averages = undefinedSeries(bars);
  if (bars <= period) return averages;
  let average = 0;
  for (let bar = 1; bar <= period; bar += 1) average += trueRange(prices, bar);
  average /= period;
  averages[period] = average;
  for (let bar = period + 1; bar < bars; bar += 1) {
    average = (average * (period - 1) + trueRange(prices, bar)) / period;
    averages[bar] = average;
  }
  return averages;
}

function trueRange({ highs, lows, closes }: PriceSeries, bar: number): number {
  const high = at(highs, bar);
  const low = at(lows, bar);
  const before = at(closes, bar - 1);
  return Math.max(high - low, Math.abs(high - before), Math.abs(low - before));
}
