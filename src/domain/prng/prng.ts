import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';

/** A stream of pseudo-random numbers: the same on every platform, not for secrets. */
export interface Prng {
  /** Uniform in [0, 1), with 53 random bits. */
  unit(): number;
  /** Uniform over the integers of the range, both ends included. @throws RangeError */
  int(minInclusive: number, maxInclusive: number): number;
  /** One of the items, uniformly. @throws RangeError when there are none. */
  pick<T>(items: readonly T[]): T;
}

const TWO_TO_32 = 2 ** 32;
/** Outputs thrown away, so that every word of the state has reached the ones handed out. */
const WARM_UP_ROUNDS = 12;

/**
 * Opens the stream named by seed and labels. Streams of different names are independent, so
 * drawing more from one never shifts another.
 *
 * Algorithm: sfc32 (Chris Doty-Humphrey, PractRand), its state the first 96 bits of the SHA-256
 * of the JSON array `[seed, ...labels]`, its counter starting at 1.
 * @throws RangeError when the seed is not a safe integer.
 */
export function createPrng(seed: number, ...labels: readonly (string | number)[]): Prng {
  if (!Number.isSafeInteger(seed)) throw new RangeError(`seed ${seed} is not an integer`);
  const next = sfc32(digestWords(JSON.stringify([seed, ...labels])));
  const below = (bound: number): number => {
    // Outputs of the incomplete last block are dropped; keeping them would favour small numbers.
    const limit = TWO_TO_32 - (TWO_TO_32 % bound);
    let word = next();
    while (word >= limit) word = next();
    return word % bound;
  };
  return {
    unit: () => ((next() >>> 5) * 2 ** 26 + (next() >>> 6)) / 2 ** 53,
    int: (minInclusive, maxInclusive) =>
      minInclusive + below(rangeSize(minInclusive, maxInclusive)),
    pick: (items) => pickAt(items, below),
  };
}

function pickAt<T>(items: readonly T[], below: (bound: number) => number): T {
  if (items.length === 0) throw new RangeError('cannot pick from an empty list');
  return items[below(items.length)] as T;
}

function rangeSize(minInclusive: number, maxInclusive: number): number {
  const size = maxInclusive - minInclusive + 1;
  if (
    Number.isSafeInteger(minInclusive) &&
    Number.isSafeInteger(maxInclusive) &&
    size >= 1 &&
    size <= TWO_TO_32
  ) {
    return size;
  }
  throw new RangeError(
    `int(${minInclusive}, ${maxInclusive}) is no range of 1 to 2^32 integers: give two integers, the smaller first`,
  );
}

function digestWords(name: string): readonly [number, number, number] {
  const bytes = sha256(utf8ToBytes(name));
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return [view.getUint32(0), view.getUint32(4), view.getUint32(8)];
}

function sfc32(state: readonly [number, number, number]): () => number {
  let [a, b, c] = state;
  let counter = 1;
  const next = (): number => {
    const word = (a + b + counter) >>> 0;
    counter = (counter + 1) >>> 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) >>> 0;
    c = (((c << 21) | (c >>> 11)) + word) >>> 0;
    return word;
  };
  for (let round = 0; round < WARM_UP_ROUNDS; round += 1) next();
  return next;
}
