import { expect, test } from 'vitest';
import { pythonRound } from '../../../src/domain/scoring/python-round.ts';

test('a tie that binary numbers can hold goes to the even digit', () => {
  expect([0.125, 0.375, 0.625, 0.875].map((value) => pythonRound(value, 2))).toEqual([
    0.12, 0.38, 0.62, 0.88,
  ]);
  expect([0.5, 1.5, 2.5, 9.5].map((value) => pythonRound(value, 0))).toEqual([0, 2, 2, 10]);
});

test('a decimal tie that binary numbers miss goes to the side they fall on', () => {
  expect(pythonRound(0.145, 2)).toBe(0.14);
  expect(pythonRound(0.285, 2)).toBe(0.28);
  expect(pythonRound(1.115, 2)).toBe(1.11);
});

test('numbers too large for decimals and non-numbers stay as they are', () => {
  expect(pythonRound(1e22, 2)).toBe(1e22);
  expect(pythonRound(Number.NaN, 2)).toBeNaN();
  expect(pythonRound(Number.POSITIVE_INFINITY, 2)).toBe(Number.POSITIVE_INFINITY);
});

test('a digit count that is no small integer is refused', () => {
  expect(() => pythonRound(1, -1)).toThrow(RangeError);
  expect(() => pythonRound(1, 1.5)).toThrow('0 to 20');
});
