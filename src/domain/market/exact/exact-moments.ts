import { roundQuotient, roundRoot } from './round-exactly.ts';

/** A double is ±mantissa · 2^(bin − 1074) with a mantissa below 2^53. */
const BINS = 2046;
const UNIT_EXPONENT = -1074;
/** Sums by bin: three of the mantissa's parts, five of its square's. Eight doubles are a cache line. */
const SLOTS = 8;
/** No product of parts reaches 2^37, so that many of them stay exact in a double. */
const FOLD_EVERY = 2 ** 15;
const PART_BITS = 18;
const PART = 2 ** PART_BITS - 1;
const NOT_FINITE = 0x7ff;

const number = new Float64Array(1);
const words = new Uint32Array(number.buffer);
const HIGH_WORD = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1 ? 1 : 0;
const LOW_WORD = 1 - HIGH_WORD;

/**
 * Mean and population deviation of doubles, summed exactly and rounded once: the results of Python's
 * `statistics.mean` and `pstdev`. Mantissas are cut into parts of 17 and 18 bits and added up by
 * exponent in doubles, which stay exact; only now and then are they carried into big integers.
 */
export class ExactMoments {
  readonly #bins = new Float64Array(BINS * SLOTS);
  #lowestBin = BINS;
  #highestBin = -1;
  #pending = 0;
  #sum = 0n;
  #squares = 0n;
  #count = 0;
  #allFinite = true;

  get count(): number {
    return this.#count;
  }

  /** False once a NaN or an infinity was added; there are no moments then. */
  get allFinite(): boolean {
    return this.#allFinite;
  }

  add(value: number): void {
    this.#count += 1;
    if (value === 0) return;
    number[0] = value;
    const high = words[HIGH_WORD] as number;
    const exponent = (high >>> 20) & NOT_FINITE;
    if (exponent === NOT_FINITE) this.#allFinite = false;
    else this.#addTo(exponent, high, words[LOW_WORD] as number);
  }

  #addTo(exponent: number, high: number, low: number): void {
    const bin = exponent === 0 ? 0 : exponent - 1;
    if (bin < this.#lowestBin) this.#lowestBin = bin;
    if (bin > this.#highestBin) this.#highestBin = bin;
    const top = (high & 0xfffff) | (exponent === 0 ? 0 : 0x100000);
    const a = top >>> 4;
    const b = ((top & 15) << 14) | (low >>> PART_BITS);
    const c = low & PART;
    const sign = high >>> 31 === 0 ? 1 : -1;
    const bins = this.#bins;
    const at = bin * SLOTS;
    bins[at] = (bins[at] as number) + sign * a;
    bins[at + 1] = (bins[at + 1] as number) + sign * b;
    bins[at + 2] = (bins[at + 2] as number) + sign * c;
    bins[at + 3] = (bins[at + 3] as number) + a * a;
    bins[at + 4] = (bins[at + 4] as number) + 2 * a * b;
    bins[at + 5] = (bins[at + 5] as number) + 2 * a * c + b * b;
    bins[at + 6] = (bins[at + 6] as number) + 2 * b * c;
    bins[at + 7] = (bins[at + 7] as number) + c * c;
    this.#pending += 1;
    if (this.#pending === FOLD_EVERY) this.#fold();
  }

  /** @throws RangeError without values. */
  mean(): number {
    this.#fold();
    return roundQuotient(this.#sum, BigInt(this.#count), UNIT_EXPONENT);
  }

  /** The root of the mean squared distance from the mean. @throws RangeError without values. */
  populationDeviation(): number {
    this.#fold();
    const count = BigInt(this.#count);
    return roundRoot(count * this.#squares - this.#sum * this.#sum, count, UNIT_EXPONENT);
  }

  #fold(): void {
    for (let bin = this.#lowestBin; bin <= this.#highestBin; bin += 1) {
      const slots = this.#bins.subarray(bin * SLOTS, (bin + 1) * SLOTS);
      if (slots.every((slot) => slot === 0)) continue;
      this.#sum += positional(slots.subarray(0, 3)) << BigInt(bin);
      this.#squares += positional(slots.subarray(3)) << BigInt(2 * bin);
      slots.fill(0);
    }
    this.#lowestBin = BINS;
    this.#highestBin = -1;
    this.#pending = 0;
  }
}

/** Digits to the base 2^18, highest first. */
function positional(digits: Float64Array): bigint {
  let value = 0n;
  for (const digit of digits) value = (value << BigInt(PART_BITS)) + BigInt(digit);
  return value;
}
