import { expect, test } from 'vitest';
import { maxDrawdown } from '../../../src/domain/dataset/synthetic/templates/max-drawdown.ts';
import { normalExpectedShortfall } from '../../../src/domain/dataset/synthetic/templates/normal-expected-shortfall.ts';
import { parametricValueAtRisk } from '../../../src/domain/dataset/synthetic/templates/parametric-value-at-risk.ts';
import { sortinoRatio } from '../../../src/domain/dataset/synthetic/templates/sortino-ratio.ts';
import { draftsOf } from '../../support/drafts.ts';

test('the value at risk is the stated quantile of variances added day by day', () => {
  for (const { inputs, asked } of draftsOf(parametricValueAtRisk)) {
    const dailyVariance = (inputs.holding * inputs.volatilityPercent) ** 2 / 252 / 1e4;
    let variance = 0;
    for (let day = 0; day < inputs.days; day += 1) variance += dailyVariance;
    expect((asked.value / inputs.deviations) ** 2 / variance).toBeCloseTo(1, 10);
  }
});

/** Published quantiles of the standard normal distribution. */
const QUANTILES: Readonly<Record<number, number>> = {
  95: 1.6448536269514722,
  97.5: 1.959963984540054,
  99: 2.3263478740408408,
};

test('the expected shortfall is the mean of the losses beyond the quantile', () => {
  for (const { inputs, asked } of draftsOf(normalExpectedShortfall)) {
    const { holding, meanPercent, volatilityPercent, confidencePercent } = inputs;
    const quantile = QUANTILES[confidencePercent] ?? Number.NaN;
    // Midpoints of the tail, out to twelve deviations.
    const steps = 20_000;
    const width = (12 - quantile) / steps;
    let [weight, loss] = [0, 0];
    for (let step = 0; step < steps; step += 1) {
      const z = quantile + (step + 0.5) * width;
      const density = Math.exp((-z * z) / 2);
      weight += density;
      loss += density * (z * volatilityPercent - meanPercent);
    }
    expect(asked.value / ((holding * loss) / weight / 100)).toBeCloseTo(1, 6);
  }
});

test('no pair of months loses more than the maximum drawdown, and one loses as much', () => {
  for (const { inputs, asked } of draftsOf(maxDrawdown)) {
    const losses = inputs.values.flatMap((from, month) =>
      inputs.values.slice(month).map((to) => (100 * (from - to)) / from),
    );
    expect(asked.value).toBeCloseTo(Math.max(...losses), 9);
    expect(asked.value).toBeGreaterThan(5);
  }
});

test('the Sortino ratio times the downside deviation is the excess over the target', () => {
  for (const { inputs, asked } of draftsOf(sortinoRatio)) {
    const { returnPercents, targetPercent } = inputs;
    const excesses = returnPercents.map((value) => value - targetPercent);
    const shortfalls = excesses.filter((excess) => excess < 0);
    const excess = excesses.reduce((total, value) => total + value, 0) / excesses.length;
    const deviation = Math.hypot(...shortfalls) / Math.sqrt(returnPercents.length);
    expect(asked.value * deviation).toBeCloseTo(excess, 9);
    expect(excess).toBeGreaterThan(0);
  }
});
