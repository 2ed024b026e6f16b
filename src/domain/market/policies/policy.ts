import type { Decision } from '../decision.ts';
import type { TradingState } from '../trading-state.ts';

/**
 * An agent as a pure function of what it is shown and of all it has been shown before, in order, in
 * whatever episodes: the memory of one agent process. It answers with a decision, or with the text
 * of a reply.
 */
export type Policy = (state: TradingState, seen: readonly TradingState[]) => Decision | string;

/** A policy that never writes text. */
export type Trader = (state: TradingState, seen: readonly TradingState[]) => Decision;

export const HOLD: Decision = { action: 'HOLD', size: 0 };
export const CLOSE: Decision = { action: 'CLOSE', size: 0 };

/** Nothing to buy is no order. */
export const buy = (size: number): Decision => (size > 0 ? { action: 'BUY', size } : HOLD);
export const sell = (size: number): Decision => (size > 0 ? { action: 'SELL', size } : HOLD);

/** Base units that the whole account pays for; 0 for an account or a price that is none. */
export const affordable = ({ equity, close }: TradingState): number =>
  equity > 0 && close > 0 ? equity / close : 0;

/** Signed, base units. */
export const heldBy = ({ position }: TradingState): number => position?.size ?? 0;

/** The order that takes the account to `target` base units, signed; none for a trifle. */
export function moveTo(target: number, state: TradingState): Decision {
  const change = target - heldBy(state);
  if (Math.abs(change) < TRIFLE * affordable(state)) return HOLD;
  return change > 0 ? buy(change) : sell(-change);
}

/** Share of the account below which an order costs more than it moves. */
const TRIFLE = 0.01;
