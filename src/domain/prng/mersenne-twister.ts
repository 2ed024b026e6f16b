const WORDS = 624;
const SHIFT = 397;
const TWIST_MATRIX = 0x9908b0df;
const UPPER_BIT = 0x80000000;
const LOWER_BITS = 0x7fffffff;

/**
 * MT19937 with 32-bit outputs (Matsumoto & Nishimura, "Mersenne Twister", ACM TOMACS 8, 1998),
 * its state filled from a key of 32-bit words by the authors' array initialization of 2002.
 * @throws RangeError for an empty key.
 */
export function mersenneTwister(key: Uint32Array): () => number {
  const state = initialState(key);
  let position = WORDS;
  return () => {
    if (position === WORDS) {
      twist(state);
      position = 0;
    }
    const word = temper(at(state, position));
    position += 1;
    return word;
  };
}

/** Every index here is within bounds; the type does not know it. */
const at = (words: Uint32Array, index: number): number => words[index] as number;

function initialState(key: Uint32Array): Uint32Array {
  if (key.length === 0) throw new RangeError('the key is empty: give at least one word');
  const state = linearState(19_650_218);
  let word = 1;
  let keyWord = 0;
  const advance = (): void => {
    word += 1;
    if (word < WORDS) return;
    state[0] = at(state, WORDS - 1);
    word = 1;
  };
  for (let step = Math.max(WORDS, key.length); step > 0; step -= 1) {
    state[word] =
      (at(state, word) ^ scrambled(state, word, 1_664_525)) + at(key, keyWord) + keyWord;
    advance();
    keyWord = (keyWord + 1) % key.length;
  }
  for (let step = WORDS - 1; step > 0; step -= 1) {
    state[word] = (at(state, word) ^ scrambled(state, word, 1_566_083_941)) - word;
    advance();
  }
  state[0] = UPPER_BIT;
  return state;
}

function linearState(seed: number): Uint32Array {
  const state = new Uint32Array(WORDS);
  state[0] = seed;
  for (let word = 1; word < WORDS; word += 1) {
    state[word] = scrambled(state, word, 1_812_433_253) + word;
  }
  return state;
}

/** The word before, its high bits folded in, times a factor modulo 2^32. */
function scrambled(state: Uint32Array, word: number, factor: number): number {
  const before = at(state, word - 1);
  return Math.imul(before ^ (before >>> 30), factor);
}

function twist(state: Uint32Array): void {
  for (let word = 0; word < WORDS; word += 1) {
    const next = at(state, word + 1 < WORDS ? word + 1 : 0);
    const joined = (at(state, word) & UPPER_BIT) | (next & LOWER_BITS);
    const partner = at(state, word + SHIFT < WORDS ? word + SHIFT : word + SHIFT - WORDS);
    state[word] = partner ^ (joined >>> 1) ^ (joined & 1 ? TWIST_MATRIX : 0);
  }
}

function temper(word: number): number {
  let tempered = word;
  tempered ^= tempered >>> 11;
  tempered ^= (tempered << 7) & 0x9d2c5680;
  tempered ^= (tempered << 15) & 0xefc60000;
  return (tempered ^ (tempered >>> 18)) >>> 0;
}
