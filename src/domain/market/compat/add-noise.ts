import { createPythonRandom } from '../../prng/python-random.ts';
import type { BarTable } from './bar-table.ts';
import { widenRange } from './widen-range.ts';

/**
 * Multiplies each bar's prices by 1 + one normal draw of the level. A bar without an open gets a low
 * of 0.0001, as in the original. @throws PythonError
 */
export function addNoise(table: BarTable, level: number, seed: number): void {
  if (level <= 0) return;
  const random = createPythonRandom(seed);
  const { open, high, low, close } = table;
  for (let step = 0; step < table.states.length; step += 1) {
    if (!table.isFilled(step)) continue;
    table.requireContainer(step);
    table.requireObject(step);
    const factor = 1 + random.gauss(0, level);
    open.multiply(step, factor);
    high.multiply(step, factor);
    low.multiply(step, factor);
    close.multiply(step, factor);
    widenRange(table, step, close.at(step, 0), 0);
  }
}
