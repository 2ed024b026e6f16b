import { affordable, CLOSE, HOLD, moveTo, type Trader } from './policy.ts';
import { recall } from './recall.ts';

const LEVERAGE = 3;
/** Odd, so that one shocked bar among them never is the median. */
const BARS = 5;
const CRASH = 0.92;
const PUMP = 1.08;

/**
 * Waits for a bar far from the median of the latest ones, takes it for a shock of one bar, trades
 * against it with all its leverage, and is out a bar later.
 */
export const dipBuyer: Trader = (state, seen) => {
  const closes = recall(state, seen, BARS).map(({ close }) => close);
  const usual = closes.toSorted((a, b) => a - b)[Math.floor(closes.length / 2)];
  const ratio = usual === undefined ? 1 : state.close / usual;
  if (ratio < CRASH) return moveTo(LEVERAGE * affordable(state), state);
  if (ratio > PUMP) return moveTo(-LEVERAGE * affordable(state), state);
  return state.position === null ? HOLD : CLOSE;
};
