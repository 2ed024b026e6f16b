import type { FillReason } from '../episode-result.ts';
import type { TradingSettings } from '../trading-settings.ts';
import type { Bar } from './bar.ts';
import type { EpisodeMarket } from './episode-market.ts';
import { execute, type Ledger, markEquity, markLow, payFunding } from './ledger.ts';
import type { Order } from './order.ts';
import { allowedQuantity } from './order-limit.ts';
import { maintenanceMargin, type PriceRange, triggeredBy } from './triggers.ts';

/**
 * What happens in a bar, in this order: levels the open has gapped through; the order decided on the
 * bar before, at the open; levels and liquidation within the bar; funding; liquidation at the close.
 */
export function settleBar(
  ledger: Ledger,
  order: Order | undefined,
  step: number,
  market: EpisodeMarket,
  settings: TradingSettings,
): void {
  const bar = market.bars[step] as Bar;
  const check = (range: PriceRange): void => {
    const trigger = triggeredBy(ledger.account, range, maintenanceMargin(settings));
    if (trigger) closePosition(ledger, { step, ...trigger }, market, settings);
  };
  check(atPrice(bar.open));
  if (order) fillOrder(ledger, order, step, market, settings);
  check(bar);
  markLow(ledger, bar);
  payFunding(ledger, bar, step);
  // Levels were checked against the whole bar; at its close only the margin is new.
  const { levels } = ledger.account;
  ledger.account = { ...ledger.account, levels: {} };
  check(atPrice(bar.close));
  if (ledger.account.position !== 0) ledger.account = { ...ledger.account, levels };
  markEquity(ledger, bar.close);
  ledger.positions.push(ledger.account.position);
}

const atPrice = (price: number): PriceRange => ({ open: price, high: price, low: price });

export function closePosition(
  ledger: Ledger,
  { step, price, reason }: { step: number; price: number; reason: FillReason },
  market: EpisodeMarket,
  settings: TradingSettings,
): void {
  const quantity = -ledger.account.position;
  if (quantity === 0) return;
  execute(ledger, { step, reason, quantity, referencePrice: price }, market, settings);
}

function fillOrder(
  ledger: Ledger,
  order: Order,
  step: number,
  market: EpisodeMarket,
  settings: TradingSettings,
): void {
  const price = (market.bars[step] as Bar).open;
  if (order.kind === 'close') {
    closePosition(ledger, { step, price, reason: 'close' }, market, settings);
    return;
  }
  const at = { step, price };
  const quantity = allowedQuantity(ledger.account, order.quantity, at, market, settings);
  if (quantity !== 0) {
    execute(ledger, { step, reason: 'order', quantity, referencePrice: price }, market, settings);
  }
  const { account } = ledger;
  // Something may have closed in between: levels of a long make no sense on a short.
  if (quantity === 0 || Math.sign(account.position) !== order.side) return;
  ledger.account = { ...account, levels: { ...account.levels, ...order.levels } };
}
