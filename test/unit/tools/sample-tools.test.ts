import { describe, expect, test } from 'vitest';
import { measureReturnRisk } from '../../../src/domain/tools/return-risk.ts';
import { fitLine, summarizeSample } from '../../../src/domain/tools/sample-statistics.ts';

test('a sample is described by its moments and order', () => {
  // Population standard deviation 2: a textbook sample.
  expect(summarizeSample([2, 4, 4, 4, 5, 5, 7, 9])).toEqual({
    count: 8,
    sum: 40,
    mean: 5,
    median: 4.5,
    min: 2,
    max: 9,
    sampleStdDev: expect.closeTo(Math.sqrt(32 / 7), 12),
    populationStdDev: 2,
  });
  expect(summarizeSample([3, 1, 2]).median).toBe(2);
  expect(summarizeSample([7])).toMatchObject({ sampleStdDev: null, populationStdDev: 0 });
});

describe('a regression line', () => {
  test('recovers an exact line', () => {
    const fit = fitLine([1, 2, 3], [5, 3, 1]);
    expect(fit).toMatchObject({ slope: -2, intercept: 7, correlation: -1, rSquared: 1 });
  });

  test("agrees with Anscombe's first quartet", () => {
    const xs = [10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5];
    const ys = [8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68];
    const { slope, intercept, correlation } = fitLine(xs, ys);
    expect(slope).toBeCloseTo(0.5001, 4);
    expect(intercept).toBeCloseTo(3.0001, 4);
    expect(correlation).toBeCloseTo(0.8164, 4);
  });

  test('has no correlation when y is constant but for rounding, and no slope when x is', () => {
    const flat = [0.1 + 0.2, 0.3, 0.3];
    expect(fitLine([1, 2, 3], flat)).toMatchObject({ correlation: null, rSquared: null });
    expect(() => fitLine(flat, [1, 2, 3])).toThrow(/x does not vary/);
    expect(() => fitLine([1, 2], [1])).toThrow(/x holds 2 and y 1/);
  });
});

describe('the risk of returns', () => {
  const assumptions = { confidence: 0.95, periodsPerYear: 252, riskFreeRate: 0 };

  test('value at risk is the loss that 1 period in 20 exceeds', () => {
    // -50, -49, …, 50 hundredths: the 5 % quantile of 101 even steps is -45.
    const returns = Array.from({ length: 101 }, (_, index) => (index - 50) / 100);
    const risk = measureReturnRisk(returns, assumptions);
    expect(risk.historicalVar).toBeCloseTo(0.45, 12);
    expect(risk.expectedShortfall).toBeCloseTo(0.475, 12);
    expect(risk.parametricVar).toBeCloseTo(1.6448536 * risk.stdDev, 6);
  });

  test('gains in the worst periods are a negative value at risk, not a loss', () => {
    const risk = measureReturnRisk([0.02, 0.03, 0.025], assumptions);
    expect(risk.historicalVar).toBeLessThan(0);
    expect(risk.expectedShortfall).toBe(-0.02);
  });

  test('a higher confidence sees a larger loss', () => {
    const returns = Array.from({ length: 50 }, (_, index) => Math.sin(index * 7) / 50);
    const [low, high] = [0.9, 0.99].map((confidence) =>
      measureReturnRisk(returns, { ...assumptions, confidence }),
    );
    expect(high?.historicalVar).toBeGreaterThan(low?.historicalVar ?? Number.NaN);
    expect(high?.parametricVar).toBeGreaterThan(low?.parametricVar ?? Number.NaN);
  });

  test('drawdown is measured from the highest wealth so far, the start included', () => {
    expect(measureReturnRisk([0.5, -0.5, 0.9, -0.1], assumptions).maxDrawdown).toBeCloseTo(0.5, 12);
    expect(measureReturnRisk([-0.2, 0.5], assumptions).maxDrawdown).toBeCloseTo(0.2, 12);
    expect(measureReturnRisk([0.1, 0.2], assumptions).maxDrawdown).toBe(0);
  });

  test('the Sharpe ratio is over the risk-free rate, per year, and absent without variation', () => {
    const monthly = { confidence: 0.95, periodsPerYear: 12, riskFreeRate: 0.06 };
    // Excess 0.5 % a month over a deviation of 1 %.
    const risk = measureReturnRisk([0, 0.01, 0.02], monthly);
    expect(risk.sharpeRatio).toBeCloseTo(0.5 * Math.sqrt(12), 12);
    expect(measureReturnRisk([0.1, 0.1, 0.1], monthly).sharpeRatio).toBeNull();
  });
});
