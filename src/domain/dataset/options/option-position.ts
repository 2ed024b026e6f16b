import type { OptionRight } from '../../options/option-contract.ts';
import type { OptionLeg, StrategyLeg } from '../../options/strategy.ts';
import { breakevens, type Extreme } from '../../options/strategy-extremes.ts';

export const SHARES_PER_CONTRACT = 100;

/** Money for option contracts on a hundred shares each. */
export const contractMoney = (perShare: number, contracts: number): number =>
  perShare * SHARES_PER_CONTRACT * contracts;

/** Prices are quoted in cents; sums of them are rounded back to cents. */
export const toCents = (value: number): number => Math.round(value * 100) / 100;

/** Contracts bought at a premium a share. */
export const bought = (
  right: OptionRight,
  strike: number,
  premium: number,
  contracts: number,
): OptionLeg => ({
  kind: 'option',
  right,
  strike,
  premium,
  quantity: contracts * SHARES_PER_CONTRACT,
});

/** Contracts sold at a premium a share. */
export const sold = (
  right: OptionRight,
  strike: number,
  premium: number,
  contracts: number,
): OptionLeg => bought(right, strike, premium, -contracts);

/** The amount a template's strategy is known to bound. @throws RangeError when it does not. */
export function limitedAmount(extreme: Extreme): number {
  if (extreme.kind === 'limited') return extreme.amount;
  throw new RangeError('the strategy has no bound on this side');
}

/** @throws RangeError when the strategy breaks even elsewhere than at one price. */
export function onlyBreakeven(legs: readonly StrategyLeg[]): number {
  const [first, ...others] = breakevens(legs);
  if (first !== undefined && others.length === 0) return first;
  throw new RangeError(`the strategy has not one break-even, but ${breakevens(legs).length}`);
}

/** @throws RangeError when the strategy does not break even at two prices. */
export function bothBreakevens(
  legs: readonly StrategyLeg[],
): readonly [lower: number, upper: number] {
  const [lower, upper, ...others] = breakevens(legs);
  if (lower !== undefined && upper !== undefined && others.length === 0) return [lower, upper];
  throw new RangeError(`the strategy has not two break-evens, but ${breakevens(legs).length}`);
}
