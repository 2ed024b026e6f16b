import { intrinsicValue, type OptionRight } from './option-contract.ts';

/** Options of one expiry, bought or sold. */
export interface OptionLeg {
  readonly kind: 'option';
  readonly right: OptionRight;
  readonly strike: number;
  /** Paid or received, a share. */
  readonly premium: number;
  /** In shares; negative when sold. */
  readonly quantity: number;
}

/** Shares held or sold short beside the options. */
interface StockLeg {
  readonly kind: 'stock';
  readonly entryPrice: number;
  /** In shares; negative when sold short. */
  readonly quantity: number;
}

export type StrategyLeg = OptionLeg | StockLeg;

/** Premiums paid less premiums received; negative for a credit. Shares are not part of it. */
export const netPremium = (legs: readonly StrategyLeg[]): number =>
  legs.reduce((sum, leg) => sum + (leg.kind === 'option' ? leg.quantity * leg.premium : 0), 0);

/** What the legs are worth at expiry, apart from what they cost. */
export const payoffAtExpiry = (legs: readonly StrategyLeg[], spot: number): number =>
  legs.reduce(
    (sum, leg) => sum + leg.quantity * (leg.kind === 'option' ? intrinsicValue(leg, spot) : spot),
    0,
  );

/** Payoff less the cost of all legs, without interest. */
export const profitAtExpiry = (legs: readonly StrategyLeg[], spot: number): number =>
  payoffAtExpiry(legs, spot) -
  legs.reduce(
    (sum, leg) => sum + leg.quantity * (leg.kind === 'option' ? leg.premium : leg.entryPrice),
    0,
  );

/** The profit at expiry is a straight line on each of these stretches of the share price. */
export interface ProfitStretch {
  readonly fromSpot: number;
  /** Infinity on the last one. */
  readonly toSpot: number;
  readonly profitAtStart: number;
  /** Profit for a dollar of the share. */
  readonly slope: number;
}

/** From a worthless share upwards, cut at the strikes. */
export function profitStretches(legs: readonly StrategyLeg[]): readonly ProfitStretch[] {
  const strikes = legs.flatMap((leg) => (leg.kind === 'option' ? [leg.strike] : []));
  const corners = [...new Set([0, ...strikes])].sort((a, b) => a - b);
  return corners.map((fromSpot, index) => ({
    fromSpot,
    toSpot: corners[index + 1] ?? Number.POSITIVE_INFINITY,
    profitAtStart: profitAtExpiry(legs, fromSpot),
    slope: legs.reduce((sum, leg) => sum + leg.quantity * slopeAbove(leg, fromSpot), 0),
  }));
}

function slopeAbove(leg: StrategyLeg, spot: number): number {
  if (leg.kind === 'stock') return 1;
  if (leg.right === 'call') return spot >= leg.strike ? 1 : 0;
  return spot >= leg.strike ? 0 : -1;
}
