import { pythonMax, pythonMin } from '../python/number-order.ts';
import type { PriceColumn } from './price-column.ts';

export const PRICE_MIN = 0.0001;

interface RangeColumns {
  readonly open: PriceColumn;
  readonly high: PriceColumn;
  readonly low: PriceColumn;
}

/**
 * Sets high and low so that they hold open and close, the low not below 0.0001. Absent prices count
 * as `absent`. @throws PythonError
 */
export function widenRange(
  { open, high, low }: RangeColumns,
  step: number,
  close: number,
  absent: number,
): void {
  const opened = open.at(step, absent);
  const highest = pythonMax(pythonMax(high.at(step, absent), opened), close);
  const lowest = pythonMin(pythonMin(low.at(step, absent), opened), close);
  high.set(step, highest);
  low.set(step, pythonMax(lowest, PRICE_MIN));
}
