import { expect, test } from 'vitest';
import { createPythonRandom } from '../../../src/domain/prng/python-random.ts';

test('a seed and its negative open the same stream, as in Python', () => {
  expect(createPythonRandom(-42).random()).toBe(createPythonRandom(42n).random());
});

test('a seed must be exact: larger ones are given as bigint', () => {
  expect(() => createPythonRandom(2 ** 53)).toThrow(RangeError);
  expect(() => createPythonRandom(0.5)).toThrow(RangeError);
  expect(() => createPythonRandom(2n ** 80n)).not.toThrow();
});

test('ranges are whole, not empty, and of a size that numbers can hold', () => {
  const { randint, getrandbits, choice } = createPythonRandom(1);
  expect(() => randint(2, 1)).toThrow(RangeError);
  expect(() => randint(0, 0.5)).toThrow(RangeError);
  expect(() => randint(Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER)).toThrow(RangeError);
  expect(() => getrandbits(54)).toThrow(RangeError);
  expect(() => choice([])).toThrow(RangeError);
});

test('ranges beyond 32 bits are drawn from two words', () => {
  const { randint } = createPythonRandom(1);
  const drawn = Array.from({ length: 200 }, () => randint(0, 2 ** 40));
  expect(drawn.every((value) => Number.isInteger(value) && value <= 2 ** 40)).toBe(true);
  expect(drawn.some((value) => value > 2 ** 39)).toBe(true);
  expect(new Set(drawn.map((value) => value % 2 ** 32)).size).toBe(200);
});

test('shuffling leaves the list it was given as it is', () => {
  const list = [1, 2, 3, 4, 5];
  expect(createPythonRandom(1).shuffled(list)).not.toEqual(list);
  expect(list).toEqual([1, 2, 3, 4, 5]);
});

test('no bits are nothing, and take nothing from the stream', () => {
  const { getrandbits, random } = createPythonRandom(1);
  expect(getrandbits(0)).toBe(0);
  expect(random()).toBe(createPythonRandom(1).random());
});
