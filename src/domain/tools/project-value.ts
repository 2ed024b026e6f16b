import { presentValue } from '../math/cash-flows.ts';
import { findRoot } from '../math/root.ts';

/** Value today of cash flows at times 0, 1, 2, …; the rate is a fraction per period. */
export const netPresentValue = (rate: number, cashFlows: readonly number[]): number =>
  (cashFlows[0] ?? 0) + presentValue(cashFlows.slice(1), rate);

/** Growth factors 1 + rate that are searched: rates from -99 % to 9900 % a period. */
const [GROWTH_MIN, GROWTH_MAX] = [0.01, 100];
/** Fine enough that two roots in one step differ by less than 2 % in growth. */
const GRID_STEPS = 500;

/** Every rate, ascending, at which the cash flows at times 0, 1, 2, … are worth nothing. */
export function internalRatesOfReturn(cashFlows: readonly number[]): readonly number[] {
  const ratio = (GROWTH_MAX / GROWTH_MIN) ** (1 / GRID_STEPS);
  const valueAt = (rate: number): number => netPresentValue(rate, cashFlows);
  const rates: number[] = [];
  for (let step = 0; step < GRID_STEPS; step += 1) {
    const [low, high] = [GROWTH_MIN * ratio ** step - 1, GROWTH_MIN * ratio ** (step + 1) - 1];
    const [atLow, atHigh] = [Math.sign(valueAt(low)), Math.sign(valueAt(high))];
    if (atLow === 0) rates.push(low);
    else if (atLow * atHigh < 0) rates.push(findRoot(valueAt, low, high));
  }
  return rates;
}
