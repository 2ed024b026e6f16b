import { isRecord, isTruthy } from '../../scoring/compat/json-value.ts';
import { PythonError } from '../python/python-error.ts';
import { typeName } from '../python/python-value.ts';
import { readFloat } from '../python/read-float.ts';
import type { JsonValue, MarketState } from '../scenario.ts';
import { PriceColumn } from './price-column.ts';

const EMPTY = 0;
const FILLED = 1;
const NO_OBJECT = 2;

/**
 * A scenario's prices in columns, for a transform to change. Everything is read in one pass: the states
 * of long scenarios do not stay in a processor's cache.
 */
export class BarTable {
  readonly states: readonly MarketState[];
  readonly open: PriceColumn;
  readonly high: PriceColumn;
  readonly low: PriceColumn;
  readonly close: PriceColumn;
  /** Of the bars' metrics; what is no number counts as 0. */
  readonly fundingRates: Float64Array;
  readonly timestamps: (JsonValue | undefined)[];
  readonly #shapes: Uint8Array;
  readonly #metricShapes: Uint8Array;
  #volume: PriceColumn | undefined;

  constructor(states: readonly MarketState[]) {
    this.states = states;
    this.open = new PriceColumn(states, 'open');
    this.high = new PriceColumn(states, 'high');
    this.low = new PriceColumn(states, 'low');
    this.close = new PriceColumn(states, 'close');
    this.#shapes = new Uint8Array(states.length);
    this.#metricShapes = new Uint8Array(states.length);
    this.fundingRates = new Float64Array(states.length);
    this.timestamps = new Array(states.length);
    for (let step = 0; step < states.length; step += 1) {
      const { timestamp, ohlcv, market_metrics } = states[step] as MarketState;
      this.timestamps[step] = timestamp;
      this.#read(step, ohlcv);
      this.#readRate(step, market_metrics);
    }
  }

  #read(step: number, ohlcv: JsonValue | undefined): void {
    if (ohlcv === undefined) return;
    if (!isRecord(ohlcv)) {
      this.#shapes[step] = NO_OBJECT;
      return;
    }
    this.open.read(step, ohlcv.open);
    this.high.read(step, ohlcv.high);
    this.low.read(step, ohlcv.low);
    this.close.read(step, ohlcv.close);
    const isFilled = this.close.isPresent(step) || Object.keys(ohlcv).length > 0;
    this.#shapes[step] = isFilled ? FILLED : EMPTY;
  }

  #readRate(step: number, metrics: JsonValue = null): void {
    if (isRecord(metrics)) this.fundingRates[step] = readFloat(metrics.funding_rate ?? null) ?? 0;
    else if (isTruthy(metrics)) this.#metricShapes[step] = NO_OBJECT;
  }

  /** Read when it is first asked for: only shocks need it. */
  get volume(): PriceColumn {
    if (this.#volume !== undefined) return this.#volume;
    const volume = new PriceColumn(this.states, 'volume');
    this.states.forEach(({ ohlcv = null }, step) => {
      if (isRecord(ohlcv)) volume.read(step, ohlcv.volume);
    });
    this.#volume = volume;
    return volume;
  }

  /** What a transform has put in the place of the bar's own prices. */
  computed(step: number): readonly (readonly [string, number])[] {
    const { open, high, low, close } = this;
    return [open, high, low, close, ...(this.#volume === undefined ? [] : [this.#volume])]
      .filter((column) => column.isComputed(step))
      .map((column) => [column.key, column.at(step, 0)]);
  }

  /** Python's `if ohlcv`. */
  isFilled(step: number): boolean {
    const shape = this.#shapes[step];
    return shape === NO_OBJECT ? isTruthy(this.#ohlcv(step)) : shape === FILLED;
  }

  /** `ohlcv.get`. @throws PythonError AttributeError where it is no object. */
  requireObject(step: number): void {
    if (this.#shapes[step] !== NO_OBJECT) return;
    const name = typeName(this.#ohlcv(step));
    throw new PythonError('AttributeError', `'${name}' object has no attribute 'get'`);
  }

  /** `market_metrics.get`. @throws PythonError AttributeError where it is no object. */
  requireMetrics(step: number): void {
    if (this.#metricShapes[step] !== NO_OBJECT) return;
    const name = typeName(this.states[step]?.market_metrics ?? null);
    throw new PythonError('AttributeError', `'${name}' object has no attribute 'get'`);
  }

  /** `key in ohlcv`. @throws PythonError TypeError where it holds nothing. */
  requireContainer(step: number): void {
    if (this.#shapes[step] !== NO_OBJECT) return;
    const value = this.#ohlcv(step);
    if (Array.isArray(value) || typeof value === 'string') return;
    throw new PythonError('TypeError', `argument of type '${typeName(value)}' is not iterable`);
  }

  #ohlcv(step: number): JsonValue {
    return this.states[step]?.ohlcv ?? null;
  }
}
