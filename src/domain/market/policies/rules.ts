import type { Action } from '../decision.ts';
import type { TradingState } from '../trading-state.ts';
import { HOLD, type Trader } from './policy.ts';

const RSI_LOW = 30;
const RSI_HIGH = 70;
/** Base units, as the original writes them: whatever the coin costs. */
const STRONG_SIZE = 0.1;
const WEAK_SIZE = 0.05;
/** Multiples of the average true range. */
const STOP_RANGES = 2;
const TARGET_RANGES = 3;
/** Of the price, where the payload has no average true range. */
const DEFAULT_RANGE = 0.02;

interface Signal {
  readonly action: Action;
  readonly size: number;
}

/**
 * The rules of the original's reference agent: moving averages and the relative strength index, in
 * the order in which it looks at them, with its sizes, stops and targets.
 */
export const rules: Trader = (state) => {
  const signal = signalOf(state);
  if (signal === undefined) return HOLD;
  const { close, indicators } = state;
  const range = indicators.atr ?? close * DEFAULT_RANGE;
  if (range === 0) return signal;
  const side = signal.action === 'BUY' ? 1 : -1;
  return {
    ...signal,
    stopLoss: close - side * STOP_RANGES * range,
    takeProfit: close + side * TARGET_RANGES * range,
  };
};

function signalOf({ close, indicators }: TradingState): Signal | undefined {
  const { rsi = 50, ema_20: fast = close, ema_50: slow = close } = indicators;
  if (rsi === 0 || fast === 0 || slow === 0) return undefined;
  if (rsi < RSI_LOW && close > fast) return { action: 'BUY', size: STRONG_SIZE };
  if (rsi > RSI_HIGH && close < fast) return { action: 'SELL', size: STRONG_SIZE };
  if (fast > slow && close > fast) return { action: 'BUY', size: WEAK_SIZE };
  if (fast < slow && close < fast) return { action: 'SELL', size: WEAK_SIZE };
  return undefined;
}
