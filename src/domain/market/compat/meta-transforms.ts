import { pythonMax } from '../python/number-order.ts';
import type { BarTable } from './bar-table.ts';
import { PRICE_MIN, widenRange } from './widen-range.ts';

type MetaTransform = (table: BarTable) => void;

const SCALE = 1.1;

const META_TRANSFORMS: Readonly<Record<string, MetaTransform>> = {
  identity: () => {},
  scale_1_1: scalePrices,
  invert_returns: invertReturns,
};

/** The original skips names that it does not know. */
export const isMetaTransform = (name: string): boolean => Object.hasOwn(META_TRANSFORMS, name);

/** @throws PythonError */
export const transformBars = (table: BarTable, name: string): void =>
  META_TRANSFORMS[name]?.(table);

function scalePrices(table: BarTable): void {
  const columns = [table.open, table.high, table.low, table.close];
  for (let step = 0; step < table.states.length; step += 1) {
    table.requireContainer(step);
    for (const column of columns) column.multiply(step, SCALE);
  }
}

/**
 * Mirrors each close at the one before, which is the mirrored one already: prices run away, and that
 * is what the original plays.
 */
function invertReturns(table: BarTable): void {
  const { open, high, low, close } = table;
  let before = 0;
  for (let step = 0; step < table.states.length; step += 1) {
    table.requireObject(step);
    const closed = close.at(step, 0);
    if (before === 0) {
      before = closed > 0 ? closed : 1;
      continue;
    }
    before = pythonMax(PRICE_MIN, 2 * before - closed);
    const ratio = closed > 0 ? before / closed : 1;
    open.multiply(step, ratio);
    high.multiply(step, ratio);
    low.multiply(step, ratio);
    close.multiply(step, ratio);
    widenRange(table, step, before, before);
  }
}
