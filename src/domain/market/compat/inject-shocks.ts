import { createPythonRandom } from '../../prng/python-random.ts';
import type { BarTable } from './bar-table.ts';
import { widenRange } from './widen-range.ts';

const SHOCKS = ['flash_crash', 'flash_pump', 'liquidity_crisis'] as const;
type Shock = (typeof SHOCKS)[number];

const CLOSE_FACTOR: Readonly<Record<Shock, number>> = {
  flash_crash: 0.85,
  flash_pump: 1.12,
  liquidity_crisis: 1,
};
const VOLUME_FACTOR = 0.1;

export interface ShockEvent {
  /** Position of the bar. */
  readonly index: number;
  readonly type: string;
}

/** Moves single bars' closes, or cuts their volume, and says which. @throws PythonError */
export function injectShocks(table: BarTable, rate: number, seed: number): readonly ShockEvent[] {
  if (rate <= 0) return [];
  const random = createPythonRandom(seed);
  const events: ShockEvent[] = [];
  for (let index = 0; index < table.states.length; index += 1) {
    if (random.random() > rate || !table.isFilled(index)) continue;
    table.requireObject(index);
    // Drawn for bars without a close too, so that the stream does not shift.
    const type = random.choice(SHOCKS);
    const close = table.close.at(index, 0);
    if (close <= 0) continue;
    shock(table, index, type, close);
    events.push({ index, type });
  }
  return events;
}

function shock(table: BarTable, step: number, type: Shock, close: number): void {
  if (type === 'liquidity_crisis') {
    table.volume.set(step, table.volume.at(step, 0) * VOLUME_FACTOR);
  }
  const shocked = close * CLOSE_FACTOR[type];
  table.close.set(step, shocked);
  widenRange(table, step, shocked, shocked);
}
