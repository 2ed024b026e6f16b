import { ema } from './ema.ts';
import type { Numbers, Series } from './series.ts';

const FAST_PERIOD = 12;
const SLOW_PERIOD = 26;

/** The line of moving average convergence/divergence: EMA(12) - EMA(26), without a signal line. */
export function macd(closes: Numbers): Series {
  const slow = ema(closes, SLOW_PERIOD);
  return ema(closes, FAST_PERIOD).map((fast, index) => fast - (slow[index] as number));
}
