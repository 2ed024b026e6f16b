import { readFloat, requireFloat } from '../python/read-float.ts';
import type { JsonValue } from '../scenario.ts';

export type Ohlcv = { readonly [key: string]: JsonValue };

const ABSENT = 0;
const GIVEN = 1;
const NULL = 2;
const UNREADABLE = 3;
const COMPUTED = 4;

/** One key of all bars' `ohlcv`, read once, and what a transform made of it. */
export class PriceColumn {
  readonly key: string;
  /** Meaningful where the key has a number; readers of missing ones may put theirs here. */
  readonly values: Float64Array;
  readonly #kinds: Uint8Array;
  readonly #bars: readonly (Ohlcv | undefined)[];

  constructor(bars: readonly (Ohlcv | undefined)[], key: string) {
    this.key = key;
    this.values = new Float64Array(bars.length);
    this.#kinds = new Uint8Array(bars.length);
    this.#bars = bars;
    for (let step = 0; step < bars.length; step += 1) {
      const value = bars[step]?.[key];
      if (typeof value === 'number') {
        this.values[step] = value;
        this.#kinds[step] = GIVEN;
      } else if (value !== undefined) this.#kinds[step] = this.#readOther(step, value);
    }
  }

  #readOther(step: number, value: JsonValue): number {
    if (value === null) return NULL;
    const number = readFloat(value);
    if (number === undefined) return UNREADABLE;
    this.values[step] = number;
    return GIVEN;
  }

  isComputed(step: number): boolean {
    return this.#kinds[step] === COMPUTED;
  }

  /** `float(ohlcv.get(key, absent))`. @throws PythonError */
  at(step: number, absent: number): number {
    const kind = this.#kinds[step];
    if (kind === GIVEN || kind === COMPUTED) return this.values[step] as number;
    return kind === ABSENT ? absent : requireFloat(this.#bars[step]?.[this.key] ?? null);
  }

  /** Where there is a price. @throws PythonError */
  multiply(step: number, factor: number): void {
    const kind = this.#kinds[step];
    if (kind !== ABSENT && kind !== NULL) this.set(step, this.at(step, 0) * factor);
  }

  set(step: number, value: number): void {
    this.values[step] = value;
    this.#kinds[step] = COMPUTED;
  }
}
