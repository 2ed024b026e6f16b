import { type Raised, raisedBy } from '../python/python-error.ts';
import type { MarketState } from '../scenario.ts';
import { BarTable } from './bar-table.ts';

/** An episode's bars as its loop reads them. */
export interface TradedBars {
  readonly table: BarTable;
  readonly closes: Float64Array;
  readonly highs: Float64Array;
  readonly lows: Float64Array;
  /** How many can be played, and why no more. */
  readonly playable: number;
  readonly raised?: Raised;
}

/** Reads bars after a transform of them; what that raises is raised before any bar. */
export function readTradedBars(
  states: readonly MarketState[],
  transform: (table: BarTable) => void,
): TradedBars {
  const table = new BarTable(states);
  const { high, low, close: closing } = table;
  const [closes, highs, lows] = [closing.values, high.values, low.values];
  const bars = { table, closes, highs, lows };
  let playable = 0;
  try {
    transform(table);
    for (; playable < states.length; playable += 1) {
      table.requireObject(playable);
      const close = closing.at(playable, 0);
      closes[playable] = close;
      highs[playable] = high.at(playable, close);
      lows[playable] = low.at(playable, close);
      // The original skips a bar without a close before it looks at its rate.
      if (!(close <= 0)) table.requireMetrics(playable);
    }
    return { ...bars, playable };
  } catch (error) {
    return { ...bars, playable, raised: raisedBy(error) };
  }
}
