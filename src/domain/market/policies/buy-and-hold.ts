import { affordable, buy, HOLD, type Trader } from './policy.ts';

/** Buys for the whole account, without leverage, whenever it holds nothing: once, unless it is sold out. */
export const buyAndHold: Trader = (state) =>
  state.position === null ? buy(affordable(state)) : HOLD;
