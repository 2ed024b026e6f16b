import { isRecord, isTruthy } from '../../scoring/compat/json-value.ts';
import { PythonError, type Raised, raisedBy } from '../python/python-error.ts';
import { typeName } from '../python/python-value.ts';
import { readFloat } from '../python/read-float.ts';
import type { JsonValue, MarketState } from '../scenario.ts';
import { BarTable } from './bar-table.ts';

/** An episode's bars as its loop reads them. */
export interface TradedBars {
  readonly table: BarTable;
  readonly closes: Float64Array;
  readonly highs: Float64Array;
  readonly lows: Float64Array;
  readonly fundingRates: Float64Array;
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
  const fundingRates = new Float64Array(states.length);
  const [closes, highs, lows] = [closing.values, high.values, low.values];
  const bars = { table, closes, highs, lows, fundingRates };
  let playable = 0;
  try {
    transform(table);
    for (; playable < states.length; playable += 1) {
      table.requireObject(playable);
      const close = closing.at(playable, 0);
      closes[playable] = close;
      highs[playable] = high.at(playable, close);
      lows[playable] = low.at(playable, close);
      // The original skips the bar without a look at its rate.
      if (close <= 0) continue;
      fundingRates[playable] = fundingRate(states[playable]?.market_metrics);
    }
    return { ...bars, playable };
  } catch (error) {
    return { ...bars, playable, raised: raisedBy(error) };
  }
}

/** What is no number counts as 0. @throws PythonError where the metrics are no object */
function fundingRate(metrics: JsonValue = null): number {
  if (isRecord(metrics)) return readFloat(metrics.funding_rate ?? null) ?? 0;
  if (!isTruthy(metrics)) return 0;
  throw new PythonError('AttributeError', `'${typeName(metrics)}' object has no attribute 'get'`);
}
