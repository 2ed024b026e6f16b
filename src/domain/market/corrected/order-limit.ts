import type { TradingSettings } from '../trading-settings.ts';
import { type Account, equityAt } from './account.ts';
import type { EpisodeMarket } from './episode-market.ts';
import { slippageOf } from './slippage.ts';

/** Orders that leave less than this share of a position close it: sizes are shown rounded. */
const DUST = 1e-7;

/**
 * How much of an order may be filled: after it, costs included, |position| x price is at most
 * `maxLeverage` times equity. What only reduces a position is never limited. Signed, base units.
 */
export function allowedQuantity(
  account: Account,
  wanted: number,
  at: { readonly step: number; readonly price: number },
  market: EpisodeMarket,
  { maxLeverage, tradingFee }: TradingSettings,
): number {
  const side = Math.sign(wanted);
  const size = Math.abs(wanted);
  const held = side * account.position;
  const reducible = Math.max(0, -held);
  if (reducible > 0 && Math.abs(size - reducible) <= DUST * reducible) return -account.position;
  // From (held + q) price = L (equity - q price c), c the costs a unit of notional.
  const largest = (maxLeverage * Math.max(0, equityAt(account, at.price))) / at.price;
  const rough = Math.min(size, largest - held);
  if (rough <= 0) return 0;
  const slippage = slippageOf(market, at.step, rough);
  const cost = slippage + tradingFee * (1 + slippage);
  const room = (largest - held) / (1 + maxLeverage * cost);
  const allowed = Math.max(Math.min(size, room), Math.min(size, reducible));
  return allowed === reducible && reducible > 0 ? -account.position : side * allowed;
}
