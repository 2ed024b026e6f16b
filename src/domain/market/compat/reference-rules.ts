import { isRecord } from '../../scoring/compat/json-value.ts';
import type { Action, Decision } from '../decision.ts';
import type { JsonValue } from '../scenario.ts';

/** A decision of the original's own agent when its model fails it, and why. */
export type ReferenceDecision = Decision & { readonly reasoning: string };

type Rule = readonly [action: Action, size: number, reasoning: string];

const OVERSOLD = 30;
const OVERBOUGHT = 70;
const STOP_ATRS = 2;
const TARGET_ATRS = 3;
const NO_SIGNAL: Rule = ['HOLD', 0, 'No clear signal'];

interface Signals {
  readonly price: number;
  readonly rsi: number;
  readonly ema20: number;
  readonly ema50: number;
  readonly atr: number;
}

/**
 * The rules of the original's reference agent on the `state` of a decision request. Sizes are coins,
 * although the agent means shares of its equity.
 */
export function referenceDecision(state: JsonValue): ReferenceDecision {
  const signals = signalsOf(state);
  const [action, size, reasoning] = ruleFor(signals);
  const { price, atr } = signals;
  const decision = { action, size, reasoning };
  if (action === 'HOLD' || atr === 0) return decision;
  const direction = action === 'BUY' ? 1 : -1;
  return {
    ...decision,
    stopLoss: price - direction * (atr * STOP_ATRS),
    takeProfit: price + direction * (atr * TARGET_ATRS),
  };
}

function ruleFor({ price, rsi, ema20, ema50 }: Signals): Rule {
  if (rsi === 0 || ema20 === 0 || ema50 === 0) return NO_SIGNAL;
  if (rsi < OVERSOLD && price > ema20) return ['BUY', 0.1, 'RSI oversold with price above EMA20'];
  if (rsi > OVERBOUGHT && price < ema20) {
    return ['SELL', 0.1, 'RSI overbought with price below EMA20'];
  }
  if (ema20 > ema50 && price > ema20) return ['BUY', 0.05, 'Bullish EMA crossover'];
  if (ema20 < ema50 && price < ema20) return ['SELL', 0.05, 'Bearish EMA crossover'];
  return NO_SIGNAL;
}

const NEUTRAL_RSI = 50;
const ATR_SHARE = 0.02;

/** Missing values stand for a market without a signal; what is no number counts as 0. */
function signalsOf(state: JsonValue): Signals {
  const price = numberIn(fieldOf(state, 'ohlcv'), 'close', 0);
  const indicators = fieldOf(state, 'indicators');
  return {
    price,
    rsi: numberIn(indicators, 'rsi', NEUTRAL_RSI),
    ema20: numberIn(indicators, 'ema_20', price),
    ema50: numberIn(indicators, 'ema_50', price),
    atr: numberIn(indicators, 'atr', price * ATR_SHARE),
  };
}

const fieldOf = (value: JsonValue, key: string): JsonValue =>
  isRecord(value) ? (value[key] ?? null) : null;

function numberIn(record: JsonValue, key: string, absent: number): number {
  if (!isRecord(record) || !Object.hasOwn(record, key)) return absent;
  const value = record[key] ?? 0;
  return typeof value === 'number' ? value : 0;
}
