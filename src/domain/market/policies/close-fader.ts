import { affordable, HOLD, moveTo, type Trader } from './policy.ts';
import { recall } from './recall.ts';

const LEVERAGE = 3;
/** A change of the close that is worth its costs, a fraction. */
const WORTHWHILE = 0.0015;

/**
 * Trades against the change of the last bar at that bar's own close: with no time between seeing a
 * price and getting it, whatever of the change was noise comes back.
 */
export const closeFader: Trader = (state, seen) => {
  const before = recall(state, seen, 1)[0]?.close;
  if (before === undefined) return HOLD;
  const change = state.close / before - 1;
  if (Math.abs(change) < WORTHWHILE) return HOLD;
  return moveTo(-Math.sign(change) * LEVERAGE * affordable(state), state);
};
