import { expect, test } from 'vitest';
import { standardError, toUnits, unitsMean } from '../../../src/domain/statistics/units.ts';

const rightOfAll = (right: number, all: number) =>
  toUnits(Array.from({ length: all }, (_, index) => ({ percent: index < right ? 100 : 0 })));

// FinanceBench human labels: right answers of 150, and the published naive standard error.
test.each([
  [56, 0.0396],
  [114, 0.035],
  [14, 0.0238],
  [37, 0.0353],
  [128, 0.029],
  [7, 0.0173],
])('%i of 150 right has a standard error of %f', (right, expected) => {
  expect((standardError(rightOfAll(right, 150)) ?? Number.NaN) / 100).toBeCloseTo(expected, 4);
});

test('clusters that answer alike have the standard error of their number, not of their size', () => {
  // Clusters a = {100, 100}, b = {0, 0}, mean 50: sqrt(2/1 * (100² + 100²)) / 4 = 50.
  const units = toUnits([
    { percent: 100, cluster: 'a' },
    { percent: 100, cluster: 'a' },
    { percent: 0, cluster: 'b' },
    { percent: 0, cluster: 'b' },
  ]);
  expect(standardError(units)).toBeCloseTo(50, 12);
});

test('the mean is over observations, so large clusters weigh more', () => {
  const units = toUnits([
    { percent: 90, cluster: 'a' },
    { percent: 90, cluster: 'a' },
    { percent: 30, cluster: 'b' },
  ]);
  expect(units).toHaveLength(2);
  expect(unitsMean(units)).toBe(70);
});

test('observations without a cluster stand alone, even when equal', () => {
  expect(toUnits([{ percent: 5 }, { percent: 5 }])).toHaveLength(2);
});

test('one source shows no spread, so its error is unknown rather than 0', () => {
  expect(standardError(toUnits([{ percent: 50 }]))).toBeUndefined();
  expect(standardError([])).toBeUndefined();
});
