import type { Fill } from '../episode-result.ts';

/** One netted position. Flat: position and entry price 0, no levels. */
export interface Account {
  /** Quote currency; the notional of a long is paid out of it, that of a short paid in. */
  readonly cash: number;
  /** Signed, base units. */
  readonly position: number;
  /** Average, slippage included. */
  readonly entryPrice: number;
  readonly levels: Levels;
}

/** Prices at which the position is closed. */
export interface Levels {
  readonly stopLoss?: number;
  readonly takeProfit?: number;
}

export const openAccount = (cash: number): Account => ({
  cash,
  position: 0,
  entryPrice: 0,
  levels: {},
});

export const equityAt = ({ cash, position }: Account, price: number): number =>
  cash + position * price;

/** Levels guard the position they were set for: they go when it closes or turns. */
export function applyFill(
  account: Account,
  { quantity, price, fee }: Pick<Fill, 'quantity' | 'price' | 'fee'>,
): Account {
  const cash = account.cash - quantity * price - fee;
  const position = account.position + quantity;
  // A flat account owes nothing; what is below zero here is rounding.
  if (position === 0) return openAccount(Math.max(0, cash));
  const side = Math.sign(position);
  if (side === -Math.sign(account.position) || account.position === 0) {
    return { cash, position, entryPrice: price, levels: {} };
  }
  const grows = side === Math.sign(quantity);
  const entryPrice = grows
    ? (account.position * account.entryPrice + quantity * price) / position
    : account.entryPrice;
  return { ...account, cash, position, entryPrice };
}
