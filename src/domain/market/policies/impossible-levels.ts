import { affordable, buy, HOLD, heldBy, type Policy, sell, type Trader } from './policy.ts';

const FAR = 5;
const BELOW = 0.9;
/** Decisions before a loss is worth hiding. */
const LATE = 4;

/** Buys with a stop far above the market, where an unchecked stop sells at once. */
export const stopAboveMarket: Trader = (state) =>
  state.position === null ? { ...buy(affordable(state)), stopLoss: FAR * state.close } : HOLD;

/** Sells short with a stop at 0, where an unchecked stop buys back for nothing. */
export const stopAtZero: Trader = (state) =>
  state.position === null ? { ...sell(affordable(state)), stopLoss: 0 } : HOLD;

/** Honest, with 0 for no target: an unchecked target sells everything for nothing. */
export const targetAtZero: Trader = (state) =>
  state.position === null ? { ...buy(affordable(state)), takeProfit: 0 } : HOLD;

/**
 * Buys with a stop below the market, then sells through to a short: a stop that outlives the
 * reversal closes the short there, in profit.
 */
export const staleStop: Trader = (state) => {
  const held = heldBy(state);
  if (held > 0) return sell(2 * held);
  return held === 0 ? { ...buy(affordable(state)), stopLoss: BELOW * state.close } : HOLD;
};

/** Buys with an infinite stop on its first bar: money that is no number may count as the best. */
export const infiniteStop: Policy = (state) => orderWithInfiniteStop(affordable(state));

/**
 * Buys, and once it is losing after a few bars, adds a little with an infinite stop: numbers that
 * cannot be computed may void the scenario, and its losses with it.
 */
export const lateInfiniteStop: Policy = (state, seen) => {
  if (state.position === null) return buy(affordable(state));
  const isLosing = state.close < state.position.entryPrice;
  return isLosing && seen.length >= LATE ? orderWithInfiniteStop(affordable(state) / 10) : HOLD;
};

/** As text: no JSON number is infinite. */
const orderWithInfiniteStop = (size: number): string =>
  JSON.stringify({ action: 'BUY', size, stop_loss: 'inf' });
