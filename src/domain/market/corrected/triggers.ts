import type { TradingSettings } from '../trading-settings.ts';
import type { Account } from './account.ts';

const MAINTENANCE_MARGIN_MAX = 0.005;

/** Prices the market has passed through, seen from its first one. */
export interface PriceRange {
  readonly open: number;
  readonly high: number;
  readonly low: number;
}

export interface Trigger {
  readonly reason: 'stop_loss' | 'take_profit' | 'liquidation';
  readonly price: number;
}

/** Share of the notional: 0.5 %, or half of the initial margin 1/maxLeverage if that is less. */
export const maintenanceMargin = ({ maxLeverage }: TradingSettings): number =>
  Math.min(MAINTENANCE_MARGIN_MAX, 0.5 / maxLeverage);

/**
 * The price at which equity equals the maintenance margin: cash + P p = margin |P| p. Not positive
 * for a long that was paid in full.
 */
export const liquidationPrice = ({ cash, position }: Account, margin: number): number =>
  -cash / (position * (1 - Math.sign(position) * margin));

/**
 * What the market closes first: on the losing side the stop or the liquidation, whichever comes
 * first, then the target. A level that the market gapped through is filled at the opening price.
 */
export function triggeredBy(
  account: Account,
  range: PriceRange,
  margin: number,
): Trigger | undefined {
  if (account.position === 0) return undefined;
  const { stopLoss, takeProfit } = account.levels;
  const fall = lossOf(account, range, liquidationPrice(account, margin), 'liquidation');
  const stop = stopLoss === undefined ? undefined : lossOf(account, range, stopLoss, 'stop_loss');
  if (fall && stop) return isNearer(account, stop.price, fall.price) ? stop : fall;
  return fall ?? stop ?? gainOf(account, range, takeProfit);
}

function lossOf(
  { position }: Account,
  { open, high, low }: PriceRange,
  level: number,
  reason: Trigger['reason'],
): Trigger | undefined {
  if (position > 0) return low <= level ? { reason, price: Math.min(level, open) } : undefined;
  return high >= level ? { reason, price: Math.max(level, open) } : undefined;
}

function gainOf(
  { position }: Account,
  { open, high, low }: PriceRange,
  level: number | undefined,
): Trigger | undefined {
  if (level === undefined) return undefined;
  const reason = 'take_profit';
  if (position > 0) return high >= level ? { reason, price: Math.max(level, open) } : undefined;
  return low <= level ? { reason, price: Math.min(level, open) } : undefined;
}

/** Of two prices on the losing side, the first the market reaches. */
const isNearer = ({ position }: Account, a: number, b: number): boolean =>
  position > 0 ? a > b : a < b;
