import type { Fill, FillReason } from '../episode-result.ts';
import { type Account, equityAt } from './account.ts';
import type { EpisodeMarket } from './episode-market.ts';
import { slippageOf } from './slippage.ts';

export interface Execution {
  readonly step: number;
  readonly reason: FillReason;
  /** Signed, base units, not 0. */
  readonly quantity: number;
  /** What the market offers before slippage. */
  readonly referencePrice: number;
}

/**
 * Price and fee of an execution. An account cannot lose more than it holds: slippage and fee stop
 * where equity reaches zero, and one whose equity is already gone at the reference price, after a
 * gap, is closed at its bankruptcy price, -cash/position, without costs: the venue bears the rest.
 */
export function fillOf(
  account: Account,
  execution: Execution,
  market: EpisodeMarket,
  feeRate: number,
): Fill {
  const { step, quantity, referencePrice } = execution;
  const worth = equityAt(account, referencePrice);
  if (worth <= 0) {
    return { ...execution, price: -account.cash / account.position, fee: 0 };
  }
  const size = Math.abs(quantity);
  const slippage = slippageOf(market, step, quantity);
  const price = referencePrice * (1 + Math.sign(quantity) * slippage);
  const fee = size * price * feeRate;
  if (size * referencePrice * slippage + fee <= worth) return { ...execution, price, fee };
  const feePaid = Math.min(fee, worth);
  return {
    ...execution,
    price: referencePrice + (Math.sign(quantity) * (worth - feePaid)) / size,
    fee: feePaid,
  };
}
