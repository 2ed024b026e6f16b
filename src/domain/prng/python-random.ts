import { mersenneTwister } from './mersenne-twister.ts';

/**
 * The draws of CPython's `random.Random`, under its names and bit for bit, `gauss` excepted. For
 * reproducing what Python programs drew; new code opens a stream of `prng.ts`.
 */
export interface PythonRandom {
  /** Uniform in [0, 1), with 53 random bits. */
  random(): number;
  /** Uniform in [0, 2^bits). @throws RangeError unless 0 <= bits <= 53. */
  getrandbits(bits: number): number;
  /** Uniform over the integers of the range, both ends included. @throws RangeError */
  randint(minInclusive: number, maxInclusive: number): number;
  /** One of the items, uniformly. @throws RangeError when there are none. */
  choice<T>(items: readonly T[]): T;
  uniform(low: number, high: number): number;
  /**
   * Normally distributed; draws come in pairs, the second of which waits for the next call. May
   * differ from Python in the last bit, as Python does between C libraries: both round their
   * logarithm, sine and cosine.
   */
  gauss(mean: number, stdDev: number): number;
  /** What `shuffle` would make of the list, as a new list. */
  shuffled<T>(items: readonly T[]): readonly T[];
}

/**
 * A generator seeded as by `random.seed(seed)`: MT19937 keyed with the 32-bit words of |seed|,
 * lowest first (CPython 3.11, Lib/random.py and Modules/_randommodule.c).
 * @throws RangeError when a seed given as number is not a safe integer; larger ones are bigints.
 */
export function createPythonRandom(seed: number | bigint): PythonRandom {
  const nextWord = mersenneTwister(seedWords(seed));
  const random = (): number => ((nextWord() >>> 5) * 2 ** 26 + (nextWord() >>> 6)) / 2 ** 53;
  const getrandbits = (bits: number): number => drawBits(nextWord, bits);
  const below = (bound: number): number => {
    const bits = bitLength(bound);
    let drawn = getrandbits(bits);
    while (drawn >= bound) drawn = getrandbits(bits);
    return drawn;
  };
  return {
    random,
    getrandbits,
    randint: (minInclusive, maxInclusive) =>
      minInclusive + below(rangeSize(minInclusive, maxInclusive)),
    choice: (items) => {
      if (items.length === 0) throw new RangeError('cannot choose from an empty list');
      return items[below(items.length)] as (typeof items)[number];
    },
    uniform: (low, high) => low + (high - low) * random(),
    gauss: normalDraws(random),
    shuffled: (items) => shuffled(items, below),
  };
}

function seedWords(seed: number | bigint): Uint32Array {
  if (typeof seed === 'number' && !Number.isSafeInteger(seed)) {
    throw new RangeError(`seed ${seed} is not a safe integer: give a whole number or a bigint`);
  }
  let rest = BigInt(seed);
  if (rest < 0n) rest = -rest;
  const words: number[] = [];
  do {
    words.push(Number(rest & 0xffffffffn));
    rest >>= 32n;
  } while (rest > 0n);
  return Uint32Array.from(words);
}

function drawBits(nextWord: () => number, bits: number): number {
  if (!Number.isInteger(bits) || bits < 0 || bits > 53) {
    throw new RangeError(`${bits} random bits: give a whole number of 0 to 53`);
  }
  if (bits === 0) return 0;
  if (bits <= 32) return nextWord() >>> (32 - bits);
  const low = nextWord();
  return low + (nextWord() >>> (64 - bits)) * 2 ** 32;
}

const bitLength = (value: number): number =>
  value < 2 ** 32 ? 32 - Math.clz32(value) : 64 - Math.clz32(Math.floor(value / 2 ** 32));

function rangeSize(minInclusive: number, maxInclusive: number): number {
  const size = maxInclusive - minInclusive + 1;
  if (
    Number.isSafeInteger(minInclusive) &&
    Number.isSafeInteger(maxInclusive) &&
    Number.isSafeInteger(size) &&
    size >= 1
  ) {
    return size;
  }
  throw new RangeError(
    `randint(${minInclusive}, ${maxInclusive}) is no range: give two safe integers, the smaller first`,
  );
}

/** Box-Muller: the angle is drawn first, its cosine handed out first. */
function normalDraws(random: () => number): PythonRandom['gauss'] {
  let spare: number | undefined;
  return (mean, stdDev) => {
    let standard = spare;
    spare = undefined;
    if (standard === undefined) {
      const angle = random() * 2 * Math.PI;
      const radius = Math.sqrt(-2 * Math.log(1 - random()));
      standard = Math.cos(angle) * radius;
      spare = Math.sin(angle) * radius;
    }
    return mean + standard * stdDev;
  };
}

/** Fisher-Yates from the end (Durstenfeld, CACM 7, 1964). */
function shuffled<T>(items: readonly T[], below: (bound: number) => number): readonly T[] {
  const deck = [...items];
  for (let last = deck.length - 1; last > 0; last -= 1) {
    const chosen = below(last + 1);
    const kept = deck[last] as T;
    deck[last] = deck[chosen] as T;
    deck[chosen] = kept;
  }
  return deck;
}
