import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { createPythonRandom } from '../../src/domain/prng/python-random.ts';

type Pairs = readonly (readonly [number, number])[];
interface Stream {
  readonly seed: string;
  readonly uint32: readonly number[];
  readonly random: readonly number[];
  readonly uniform_0_0_then_random: Pairs;
  readonly 'uniform_0.0002_0.001': readonly number[];
  readonly gauss_0_1: readonly number[];
  readonly gauss_then_random_alternating: Pairs;
  readonly randint_0_0_then_random: Pairs;
  readonly randint_0_1: readonly number[];
  readonly randint_1440_10080: readonly number[];
  readonly randint_0_189302400: readonly number[];
  readonly choice_index_of_1: readonly number[];
  readonly choice_index_of_7: readonly number[];
  readonly choice_index_of_256: readonly number[];
  readonly choice_index_of_257: readonly number[];
  readonly getrandbits_1: readonly number[];
  readonly getrandbits_31: readonly number[];
  readonly getrandbits_33: readonly number[];
  readonly shuffle_range12_successive: readonly (readonly number[])[];
}
interface ShortStream {
  readonly seed: number;
  readonly getrandbits32: readonly number[];
  readonly random: readonly number[];
  readonly shuffle_range10: readonly number[];
  readonly shuffle_range33: readonly number[];
  readonly randint_0_99: readonly number[];
  readonly choice_abc: readonly string[];
  readonly 'gauss_0_0.001': readonly number[];
  readonly 'uniform_0.0002_0.001': readonly number[];
}
const { python_random: streams, rng_mt19937: shortStreams } = JSON.parse(
  readFileSync(new URL('../fixtures/rng.json', import.meta.url), 'utf8'),
) as { python_random: readonly Stream[]; rng_mt19937: readonly ShortStream[] };

/** V8 and the C library of the recording round logarithm, sine and cosine each their own way. */
const LAST_BITS = 1e-15;

const range = (length: number) => Array.from({ length }, (_, index) => index);

describe.each(streams)('random.Random($seed)', ({ seed, ...drawn }) => {
  type Random = ReturnType<typeof createPythonRandom>;
  const draws = <T>(count: number, draw: (random: Random) => T): readonly T[] => {
    const random = createPythonRandom(BigInt(seed));
    return range(count).map(() => draw(random));
  };

  test('gives the same bits', () => {
    expect(draws(20, (random) => random.getrandbits(32))).toEqual(drawn.uint32);
    expect(draws(20, (random) => random.getrandbits(1))).toEqual(drawn.getrandbits_1);
    expect(draws(20, (random) => random.getrandbits(31))).toEqual(drawn.getrandbits_31);
    expect(draws(20, (random) => random.getrandbits(33))).toEqual(drawn.getrandbits_33);
  });

  test('gives the same fractions', () => {
    expect(draws(20, (random) => random.random())).toEqual(drawn.random);
    expect(draws(20, (random) => random.uniform(0.0002, 0.001))).toEqual(
      drawn['uniform_0.0002_0.001'],
    );
    expect(draws(20, (random) => [random.uniform(0, 0), random.random()])).toEqual(
      drawn.uniform_0_0_then_random,
    );
  });

  test('gives the same integers, also where only one is possible', () => {
    expect(draws(20, (random) => random.randint(0, 1))).toEqual(drawn.randint_0_1);
    expect(draws(20, (random) => random.randint(1440, 10_080))).toEqual(drawn.randint_1440_10080);
    expect(draws(20, (random) => random.randint(0, 189_302_400))).toEqual(
      drawn.randint_0_189302400,
    );
    expect(draws(20, (random) => [random.randint(0, 0), random.random()])).toEqual(
      drawn.randint_0_0_then_random,
    );
  });

  test.each([1, 7, 256, 257] as const)('chooses the same of %i items', (size) => {
    expect(draws(20, (random) => random.choice(range(size)))).toEqual(
      drawn[`choice_index_of_${size}`],
    );
  });

  test('shuffles the same way', () => {
    expect(draws(20, (random) => random.shuffled(range(12)))).toEqual(
      drawn.shuffle_range12_successive,
    );
  });

  test('gives the same normal deviates to the last bit or two, and keeps every second one', () => {
    const deviates = draws(20, (random) => random.gauss(0, 1));
    expectClose(deviates, drawn.gauss_0_1);
    const alternating = draws(20, (random) => [random.gauss(0, 1), random.random()] as const);
    expectClose(
      alternating.map(([deviate]) => deviate),
      drawn.gauss_then_random_alternating.map(([deviate]) => deviate),
    );
    expect(alternating.map(([, fraction]) => fraction)).toEqual(
      drawn.gauss_then_random_alternating.map(([, fraction]) => fraction),
    );
  });
});

test.each(shortStreams)('a seed given as a number ($seed) names the same stream', (stream) => {
  const { seed, ...drawn } = stream;
  const draws = <T>(
    like: readonly T[],
    draw: (random: ReturnType<typeof createPythonRandom>) => T,
  ) => {
    const random = createPythonRandom(seed);
    return like.map(() => draw(random));
  };
  expect(draws(drawn.getrandbits32, (random) => random.getrandbits(32))).toEqual(
    drawn.getrandbits32,
  );
  expect(draws(drawn.random, (random) => random.random())).toEqual(drawn.random);
  expect(createPythonRandom(seed).shuffled(range(10))).toEqual(drawn.shuffle_range10);
  expect(createPythonRandom(seed).shuffled(range(33))).toEqual(drawn.shuffle_range33);
  expect(draws(drawn.randint_0_99, (random) => random.randint(0, 99))).toEqual(drawn.randint_0_99);
  expect(draws(drawn.choice_abc, (random) => random.choice(['a', 'b', 'c']))).toEqual(
    drawn.choice_abc,
  );
  expectClose(
    draws(drawn['gauss_0_0.001'], (random) => random.gauss(0, 0.001)),
    drawn['gauss_0_0.001'],
  );
  expect(draws(drawn['uniform_0.0002_0.001'], (random) => random.uniform(0.0002, 0.001))).toEqual(
    drawn['uniform_0.0002_0.001'],
  );
});

function expectClose(actual: readonly number[], expected: readonly number[]): void {
  const errors = expected.map((value, index) => Math.abs((actual[index] ?? 0) / value - 1));
  expect(actual).toHaveLength(expected.length);
  expect(Math.max(...errors)).toBeLessThan(LAST_BITS);
}
