import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chooseLabels, formatTick } from '../../../src/report/html/market/axes.ts';
import { fitScale } from '../../../src/report/html/market/chart-scale.ts';

const labelsOf = (curve: readonly number[]) => {
  const { ticks } = fitScale(curve.length - 1, [curve]);
  return ticks.map((tick) => formatTick(tick, ticks));
};

describe('amounts on the axis', () => {
  test('are round numbers around the curve', () => {
    expect(labelsOf([10_000, 11_950, 9_020])).toEqual(['9,000', '10,000', '11,000', '12,000']);
  });

  test('have the decimals that tell them apart', () => {
    expect(labelsOf([10_000, 10_000.4])).toEqual(['9,995', '10,000', '10,005']);
    expect(labelsOf([1, 1.02])).toEqual(['1.000', '1.005', '1.010', '1.015', '1.020']);
  });

  test('are short when they are large', () => {
    expect(labelsOf([0, 4.1e7])).toEqual(['0', '10M', '20M', '30M', '40M']);
    expect(labelsOf([0, 4.1e20])).toEqual(['0', '1.0e+20', '2.0e+20', '3.0e+20', '4.0e+20']);
  });

  test('exist for a curve that never moves, and for one that cannot be drawn', () => {
    expect(labelsOf([10_000, 10_000, 10_000])).toContain('10,000');
    expect(labelsOf([Number.NaN])).toContain('0.4');
  });

  test('are never the same twice', () => {
    const anyAmount = fc.double({ min: -1e12, max: 1e12, noNaN: true });
    fc.assert(
      fc.property(anyAmount, anyAmount, (one, other) => {
        const labels = labelsOf([one, other]);
        expect(new Set(labels).size).toBe(labels.length);
        expect(labels.length).toBeGreaterThanOrEqual(2);
      }),
      { seed: 20261124, numRuns: 500 },
    );
  });
});

describe('bars on the axis', () => {
  test('are named by their position among all bars, the first and the last always', () => {
    const steps = [0, 1, 4, 5, 6, 7, 9];
    const labels = chooseLabels(
      steps,
      steps.map(() => null),
    );
    expect(labels.map(({ bar }) => bar)).toEqual([0, 4, 5, 7, 9]);
    // The opening balance is position 0.
    expect(labels.map(({ position }) => position)).toEqual([1, 3, 4, 6, 7]);
  });

  test('are as many as there are when these are few', () => {
    expect(chooseLabels([3], ['2024-03-01T00:00:00Z'])).toEqual([
      { position: 1, bar: 3, time: '2024-03-01T00:00:00Z' },
    ]);
  });
});
