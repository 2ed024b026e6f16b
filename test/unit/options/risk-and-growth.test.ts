import { describe, expect, test } from 'vitest';
import {
  kellyFraction,
  logGrowth,
  reachProbability,
  requiredReturn,
} from '../../../src/domain/options/capital-growth.ts';
import { realizedVolatility } from '../../../src/domain/options/realized-volatility.ts';
import {
  deltaNormalValueAtRisk,
  historicalShortfall,
  historicalValueAtRisk,
  normalQuantile,
} from '../../../src/domain/options/value-at-risk.ts';

test.each([
  [0.95, 1.6448536269514722],
  [0.99, 2.3263478740408408],
  [0.5, 0],
  [0.025, -1.9599639845400545],
  [1e-9, -5.997807015007686],
])('the normal quantile of %d is the tabulated one', (probability, quantile) => {
  expect(normalQuantile(probability)).toBeCloseTo(quantile, 10);
});

test.each([0, 1, 1.5, Number.NaN])('%d has no normal quantile', (probability) => {
  expect(() => normalQuantile(probability)).toThrow('between 0 and 1');
});

describe('value at risk', () => {
  test('counts options by delta dollars, as the repaired answer of the original has it', () => {
    // 100 shares and 500 x 0.48 - 300 x 0.35 shares by delta, at $380.
    const deltaDollars = 380 * (100 + 240 - 105);
    const book = { deltaDollars, dailyVolatility: 0.018 };
    expect(deltaNormalValueAtRisk(book, 0.95, 1)).toBeCloseTo(2643.94, 2);
    expect(deltaNormalValueAtRisk(book, 0.95, 4)).toBeCloseTo(2 * 2643.94, 1);
  });

  test('is positive for a short book too', () => {
    const book = { deltaDollars: -10_000, dailyVolatility: 0.02 };
    expect(deltaNormalValueAtRisk(book, 0.99, 1)).toBeCloseTo(465.27, 2);
  });

  test('by history is the smallest loss of the tail, and the shortfall its mean', () => {
    const profits = [120, -300, 40, -100, -500, 80, 10, -20];
    expect(historicalValueAtRisk(profits, 2)).toBe(300);
    expect(historicalShortfall(profits, 2)).toBe(400);
    expect(historicalShortfall(profits, 1)).toBe(500);
  });

  test.each([0, 3, 1.5])('refuses a tail of %d of two outcomes', (tailCount) => {
    expect(() => historicalShortfall([1, 2], tailCount)).toThrow('from 1 to 2');
  });
});

describe('growth', () => {
  test('of a hundred times in twelve months is 46.8 % a month', () => {
    expect(requiredReturn(100_000, 10_000_000, 12)).toBeCloseTo(0.467799, 6);
  });

  test('is fastest at the Kelly stake', () => {
    const bet = { winProbability: 0.55, winPayout: 1.2 };
    const stakes = Array.from({ length: 999 }, (_, index) => (index + 1) / 1_000);
    const best = stakes.reduce((a, b) => (logGrowth(bet, b) > logGrowth(bet, a) ? b : a));
    expect(kellyFraction(bet)).toBeCloseTo(best, 3);
  });

  test('asks for no stake against the odds, and for everything on a sure thing', () => {
    expect(kellyFraction({ winProbability: 0.4, winPayout: 1 })).toBe(0);
    expect(kellyFraction({ winProbability: 1, winPayout: 0.5 })).toBe(1);
    expect(logGrowth({ winProbability: 1, winPayout: 0.5 }, 1)).toBeCloseTo(Math.log(1.5), 12);
    expect(logGrowth({ winProbability: 0.9, winPayout: 1 }, 1)).toBe(Number.NEGATIVE_INFINITY);
  });

  test.each([0.44, 0.5, 0.53])(
    'to a target before ruin, at odds of %d, is the mean of its next states',
    (p) => {
      const target = 12;
      for (let units = 1; units < target; units += 1) {
        const here = reachProbability(p, units, target);
        const [up, down] = [units + 1, units - 1].map((next) => reachProbability(p, next, target));
        expect(here).toBeCloseTo(p * (up ?? Number.NaN) + (1 - p) * (down ?? Number.NaN), 12);
      }
      expect(reachProbability(p, target, target)).toBe(1);
      expect(reachProbability(p, 0, target)).toBeCloseTo(0, 15);
    },
  );
});

describe('realised volatility', () => {
  test('annualises the sample deviation of log returns', () => {
    const closes = [0, 0.01, 0, 0.03].map((logPrice) => 50 * Math.exp(logPrice));
    expect(realizedVolatility(closes, 252)).toBeCloseTo(0.02 * Math.sqrt(252), 12);
  });

  test('does not exist for fewer than two returns', () => {
    expect(realizedVolatility([50, 51], 252)).toBeUndefined();
  });
});
