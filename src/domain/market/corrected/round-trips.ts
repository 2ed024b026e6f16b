import type { Fill, FundingPayment, Trade } from '../episode-result.ts';

/** From flat to flat, or to the turn of the position: one bet, however many fills it took. */
export interface RoundTrip extends Trade {
  /** Quote currency, after fees and funding. */
  readonly netPnl: number;
}

interface OpenTrip {
  bought: number;
  paid: number;
  sold: number;
  received: number;
  costs: number;
  readonly side: number;
  reason: string;
}

/** A win needs a net gain: scaling out of a winner in a hundred steps is still one. */
export function roundTrips(
  fills: readonly Fill[],
  funding: readonly FundingPayment[],
): readonly RoundTrip[] {
  const trips: OpenTrip[] = [];
  let position = 0;
  let paid = 0;
  const payUntil = (step: number): void => {
    for (; paid < funding.length && (funding[paid] as FundingPayment).step < step; paid += 1) {
      charge(trips, -(funding[paid] as FundingPayment).amount);
    }
  };
  for (const fill of fills) {
    payUntil(fill.step);
    position = addFill(trips, fill, position);
  }
  payUntil(Number.POSITIVE_INFINITY);
  return trips.map(closeTrip);
}

/** Funding after the last fill of a bar is of the last trip opened, closed at that close or not. */
function charge(trips: readonly OpenTrip[], amount: number): void {
  const last = trips.at(-1);
  if (last) last.costs += amount;
}

function addFill(trips: OpenTrip[], fill: Fill, position: number): number {
  const { quantity, price, fee, reason } = fill;
  const size = Math.abs(quantity);
  const closing = Math.sign(quantity) === -Math.sign(position) ? Math.abs(position) : 0;
  const closed = Math.min(size, closing);
  const open = trips.at(-1);
  if (open && closed > 0) {
    open.sold += closed;
    open.received += closed * price;
    open.costs += fee * (closed / size);
    open.reason = reason;
  }
  const opened = size - closed;
  if (opened > 0) {
    if (position === 0 || closed > 0) trips.push(newTrip(Math.sign(quantity)));
    const trip = trips.at(-1) as OpenTrip;
    trip.bought += opened;
    trip.paid += opened * price;
    trip.costs += fee * (opened / size);
  }
  return position + quantity;
}

const newTrip = (side: number): OpenTrip => ({
  ...{ bought: 0, paid: 0, sold: 0, received: 0, costs: 0 },
  side,
  reason: 'open',
});

function closeTrip({ bought, paid, sold, received, costs, side, reason }: OpenTrip): RoundTrip {
  const pnl = side * (received - paid);
  return {
    entryPrice: paid / bought,
    exitPrice: received / sold,
    size: bought,
    pnl,
    netPnl: pnl - costs,
    reason,
  };
}
