import { at, type Numbers, type Series, undefinedSeries } from './series.ts';

/**
 * Relative strength index, 0 to 100, smoothed as by Wilder (New Concepts in Technical Trading
 * Systems, 1978): first defined at position `period`. Without a loss it is 100.
 */
export function rsi(closes: Numbers, period: number): Series {
  const strengths = undefinedSeries(closes.length);
  if (closes.length <= period) return strengths;
  let gain = 0;
  let loss = 0;
  for (let index = 1; index <= period; index += 1) {
    const change = at(closes, index) - at(closes, index - 1);
    gain += Math.max(change, 0);
    loss += Math.max(-change, 0);
  }
  gain /= period;
  loss /= period;
  strengths[period] = strengthOf(gain, loss);
  for (let index = period + 1; index < closes.length; index += 1) {
    const change = at(closes, index) - at(closes, index - 1);
    gain = (gain * (period - 1) + Math.max(change, 0)) / period;
    loss = (loss * (period - 1) + Math.max(-change, 0)) / period;
    strengths[index] = strengthOf(gain, loss);
  }
  return strengths;
}

const strengthOf = (gain: number, loss: number): number =>
  loss === 0 ? 100 : 100 - 100 / (1 + gain / loss);
