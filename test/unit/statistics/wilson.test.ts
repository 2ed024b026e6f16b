import { expect, test } from 'vitest';
import { wilsonInterval } from '../../../src/domain/statistics/wilson.ts';

test('18 of 18 right answers leave room for a true rate of 82 %', () => {
  const { low, high } = wilsonInterval(18, 18);
  expect(low).toBeCloseTo(0.824, 3);
  expect(high).toBe(1);
});

test('2 of 3 says next to nothing', () => {
  const { low, high } = wilsonInterval(2, 3);
  expect(low).toBeCloseTo(0.208, 3);
  expect(high).toBeCloseTo(0.939, 3);
});

test('no trials exclude nothing', () => {
  expect(wilsonInterval(0, 0)).toEqual({ low: 0, high: 1 });
});

test('one trial excludes little, and its edge is exact', () => {
  expect(wilsonInterval(0, 1).low).toBe(0);
  expect(wilsonInterval(0, 1).high).toBeCloseTo(0.793, 3);
});

test('more confidence needs a wider interval', () => {
  expect(wilsonInterval(5, 10, 0.99).high).toBeGreaterThan(wilsonInterval(5, 10, 0.9).high);
});

test('more successes than trials are refused', () => {
  expect(() => wilsonInterval(4, 3)).toThrow('4 successes in 3 trials');
  expect(() => wilsonInterval(Number.NaN, 3)).toThrow(RangeError);
});
