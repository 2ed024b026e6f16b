import { isRecord, isTruthy } from '../../scoring/compat/json-value.ts';
import { PythonError } from '../python/python-error.ts';
import { typeName } from '../python/python-value.ts';
import type { JsonValue, MarketState } from '../scenario.ts';
import { type Ohlcv, PriceColumn } from './price-column.ts';

const NO_PRICES: Ohlcv = {};

type PriceKey = 'open' | 'high' | 'low' | 'close';
type ColumnKey = PriceKey | 'volume';

/** A scenario's prices in columns, read when they are asked for, for a transform to change. */
export class BarTable {
  readonly states: readonly MarketState[];
  /** By bar; undefined where `ohlcv` is no object. */
  readonly #bars: readonly (Ohlcv | undefined)[];
  readonly #columns = new Map<ColumnKey, PriceColumn>();

  constructor(states: readonly MarketState[]) {
    this.states = states;
    this.#bars = states.map(({ ohlcv }) => pricesOf(ohlcv));
  }

  column(key: ColumnKey): PriceColumn {
    const known = this.#columns.get(key);
    if (known !== undefined) return known;
    const column = new PriceColumn(this.#bars, key);
    this.#columns.set(key, column);
    return column;
  }

  ohlc(): Record<PriceKey, PriceColumn> {
    return {
      open: this.column('open'),
      high: this.column('high'),
      low: this.column('low'),
      close: this.column('close'),
    };
  }

  /** What a transform has put in the place of the bar's own prices. */
  computed(step: number): readonly (readonly [string, number])[] {
    return [...this.#columns.values()]
      .filter((column) => column.isComputed(step))
      .map((column) => [column.key, column.at(step, 0)]);
  }

  /** Python's `if ohlcv`. */
  isFilled(step: number): boolean {
    const bar = this.#bars[step];
    if (bar !== undefined) return !isEmpty(bar);
    return isTruthy(this.#ohlcv(step));
  }

  /** `ohlcv.get`. @throws PythonError AttributeError where it is no object. */
  requireObject(step: number): void {
    if (this.#bars[step] !== undefined) return;
    const name = typeName(this.#ohlcv(step));
    throw new PythonError('AttributeError', `'${name}' object has no attribute 'get'`);
  }

  /** `key in ohlcv`. @throws PythonError TypeError where it holds nothing. */
  requireContainer(step: number): void {
    if (this.#bars[step] !== undefined) return;
    const value = this.#ohlcv(step);
    if (Array.isArray(value) || typeof value === 'string') return;
    throw new PythonError('TypeError', `argument of type '${typeName(value)}' is not iterable`);
  }

  #ohlcv(step: number): JsonValue {
    return this.states[step]?.ohlcv ?? null;
  }
}

function pricesOf(ohlcv: JsonValue | undefined): Ohlcv | undefined {
  if (ohlcv === undefined) return NO_PRICES;
  return isRecord(ohlcv) ? ohlcv : undefined;
}

function isEmpty(bar: Ohlcv): boolean {
  for (const _ in bar) return false;
  return true;
}
