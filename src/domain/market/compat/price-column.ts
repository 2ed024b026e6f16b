import { isRecord } from '../../scoring/compat/json-value.ts';
import { readFloat, requireFloat } from '../python/read-float.ts';
import type { JsonValue, MarketState } from '../scenario.ts';

const ABSENT = 0;
const GIVEN = 1;
const NULL = 2;
const UNREADABLE = 3;
const COMPUTED = 4;

/** One key of all bars' `ohlcv`, and what a transform made of it. */
export class PriceColumn {
  readonly key: string;
  /** Meaningful where the key has a number; readers of missing ones may put theirs here. */
  readonly values: Float64Array;
  readonly #kinds: Uint8Array;
  readonly #states: readonly MarketState[];

  constructor(states: readonly MarketState[], key: string) {
    this.key = key;
    this.values = new Float64Array(states.length);
    this.#kinds = new Uint8Array(states.length);
    this.#states = states;
  }

  /** Takes what a bar has under the key. */
  read(step: number, value: JsonValue | undefined): void {
    if (typeof value === 'number') {
      this.values[step] = value;
      this.#kinds[step] = GIVEN;
    } else if (value !== undefined) this.#kinds[step] = this.#readOther(step, value);
  }

  #readOther(step: number, value: JsonValue): number {
    if (value === null) return NULL;
    const number = readFloat(value);
    if (number === undefined) return UNREADABLE;
    this.values[step] = number;
    return GIVEN;
  }

  isPresent(step: number): boolean {
    return this.#kinds[step] !== ABSENT;
  }

  isComputed(step: number): boolean {
    return this.#kinds[step] === COMPUTED;
  }

  /** `float(ohlcv.get(key, absent))`. @throws PythonError */
  at(step: number, absent: number): number {
    const kind = this.#kinds[step];
    if (kind === GIVEN || kind === COMPUTED) return this.values[step] as number;
    return kind === ABSENT ? absent : this.#raise(step);
  }

  #raise(step: number): number {
    const ohlcv = this.#states[step]?.ohlcv ?? null;
    return requireFloat(isRecord(ohlcv) ? (ohlcv[this.key] ?? null) : null);
  }

  /** Where there is a price. @throws PythonError */
  multiply(step: number, factor: number): void {
    const kind = this.#kinds[step];
    if (kind === ABSENT || kind === NULL) return;
    const value = kind === UNREADABLE ? this.#raise(step) : (this.values[step] as number);
    this.set(step, value * factor);
  }

  set(step: number, value: number): void {
    this.values[step] = value;
    this.#kinds[step] = COMPUTED;
  }
}
