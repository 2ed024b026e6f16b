import { expect, test } from 'vitest';
import {
  deflatedSharpe,
  expectedBestSharpe,
  returnMoments,
  sharpeStandardError,
} from '../../../src/domain/market/skill/sharpe.ts';
import { normalQuantile } from '../../../src/domain/math/normal-quantile.ts';
import { createPrng } from '../../../src/domain/prng/prng.ts';
import { normal } from '../../support/markets.ts';

/** An annual Sharpe ratio of 1.5 over 82 days. */
const DAYS_82 = { count: 82, sharpe: 1.5 / Math.sqrt(252), skew: -0.5, kurtosis: 5 };

test('an annual ratio of 1.5 over 82 days is within one standard error of zero', () => {
  expect(DAYS_82.sharpe).toBeCloseTo(0.0945, 4);
  expect(sharpeStandardError(DAYS_82)).toBeCloseTo(0.1142, 4);
  expect(DAYS_82.sharpe / sharpeStandardError(DAYS_82)).toBeCloseTo(0.83, 2);
});

test('for normal returns without skill the error is that of a mean', () => {
  const error = sharpeStandardError({ count: 101, sharpe: 0, skew: 0, kurtosis: 3 });
  expect(error).toBeCloseTo(0.1, 12);
});

test('a ratio is deflated by the number of trials it was picked from', () => {
  expect(deflatedSharpe(DAYS_82, 1)).toBeGreaterThan(0.79);
  expect(deflatedSharpe(DAYS_82, 1000)).toBeLessThan(0.02);
});

test('the best of many unskilled trials is what a simulation finds', () => {
  const random = createPrng(1, 'trials');
  const count = 101;
  const bests = Array.from({ length: 400 }, () =>
    Math.max(...Array.from({ length: 100 }, () => normal(random) / Math.sqrt(count - 1))),
  );
  const mean = bests.reduce((sum, best) => sum + best, 0) / bests.length;
  expect(expectedBestSharpe(100, count)).toBeCloseTo(mean, 2);
});

test('moments are those of the textbook', () => {
  const moments = returnMoments([0.01, 0.03, -0.02, 0.02]);
  expect(moments?.sharpe).toBeCloseTo(0.01 / Math.sqrt(0.00035), 12);
  expect(moments?.skew).toBeCloseTo(-0.000_004_5 / 0.00035 ** 1.5, 9);
  expect(moments?.kurtosis).toBeCloseTo(2.45e-7 / 0.00035 ** 2, 9);
});

test('returns that do not vary have no ratio', () => {
  expect(returnMoments([0.1, 0.1, 0.1])).toBeUndefined();
  expect(returnMoments([0.1, 0.2])).toBeUndefined();
});

test.each([
  [0.975, 1.959_963_984_540_054],
  [0.5, 0],
  [0.001, -3.090_232_306_167_813],
])('the normal quantile of %f is %f', (probability, quantile) => {
  expect(normalQuantile(probability)).toBeCloseTo(quantile, 10);
});

test('there is no quantile of certainty', () => {
  expect(() => normalQuantile(1)).toThrow(RangeError);
});
