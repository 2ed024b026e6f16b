import { describe, expect, test } from 'vitest';
import {
  americanPrice,
  coxRossRubinsteinPrice,
} from '../../../src/domain/options/binomial-price.ts';
import { blackScholesPrice } from '../../../src/domain/options/black-scholes-price.ts';
import type { MarketInputs } from '../../../src/domain/options/option-contract.ts';

const market: MarketInputs = { spot: 50, riskFreeRate: 0.1, dividendYield: 0, volatility: 0.4 };
const put = { right: 'put', strike: 50, yearsToExpiry: 5 / 12 } as const;

describe('the value of an American option', () => {
  test('on five Cox-Ross-Rubinstein steps is the published one', () => {
    // J. Hull, Options, Futures and Other Derivatives: 4.49.
    const price = coxRossRubinsteinPrice(put, market, { steps: 5, style: 'american' });
    expect(price).toBeCloseTo(4.488, 3);
  });

  test('converges to the published ones', () => {
    // The same source, in the limit of many steps: 4.28.
    expect(Math.abs(americanPrice(put, market) - 4.28)).toBeLessThan(0.005);
  });

  test.each([
    ['put', 80, 0.08, 0, 0.2, 0.25],
    ['put', 100, 0.08, 0.12, 0.2, 3],
    ['call', 120, 0.08, 0.12, 0.4, 0.5],
    ['put', 90, 0.0, 0.04, 0.3, 1],
  ] as const)(
    'of a %s at %d agrees with a fine tree of another kind',
    (right, spot, riskFreeRate, dividendYield, volatility, yearsToExpiry) => {
      const contract = { right, strike: 100, yearsToExpiry };
      const inputs = { spot, riskFreeRate, dividendYield, volatility };
      // Neighbouring step counts of this tree err to opposite sides.
      const fine = [800, 801].map((steps) =>
        coxRossRubinsteinPrice(contract, inputs, { steps, style: 'american' }),
      );
      const mean = fine.reduce((sum, price) => sum + price, 0) / fine.length;
      expect(Math.abs(americanPrice(contract, inputs) - mean)).toBeLessThan(0.003);
    },
  );

  test('of a call without dividends is the European one', () => {
    const call = { ...put, right: 'call' } as const;
    expect(americanPrice(call, market)).toBeCloseTo(blackScholesPrice(call, market), 4);
  });

  test('at expiry or far in the money is what exercising brings', () => {
    expect(americanPrice({ ...put, yearsToExpiry: 0 }, { ...market, spot: 44 })).toBe(6);
    expect(americanPrice(put, { ...market, spot: 5 })).toBeCloseTo(45, 10);
  });

  test('without volatility is the best exercise date, be it now, later or at expiry', () => {
    const certain = { ...market, volatility: 0 };
    expect(americanPrice(put, { ...certain, spot: 44 })).toBeCloseTo(6, 12);
    const call = { right: 'call', strike: 50, yearsToExpiry: 30 } as const;
    const dates = Array.from({ length: 30_001 }, (_, index) => index / 1_000);
    const gains = dates.map((years) => 50 * Math.exp(-0.03 * years) - 50 * Math.exp(-0.1 * years));
    const inputs = { ...certain, dividendYield: 0.03 };
    expect(americanPrice(call, inputs)).toBeCloseTo(Math.max(...gains), 6);
  });
});

describe('a Cox-Ross-Rubinstein tree', () => {
  test('of many steps gives the European price', () => {
    const price = coxRossRubinsteinPrice(put, market, { steps: 1_000, style: 'european' });
    expect(Math.abs(price - blackScholesPrice(put, market))).toBeLessThan(0.002);
  });

  test('is refused when a step drifts further than it can rise', () => {
    const calm = { ...market, volatility: 0.01 };
    expect(() => coxRossRubinsteinPrice(put, calm, { steps: 1, style: 'european' })).toThrow(
      'take more steps',
    );
    expect(() => coxRossRubinsteinPrice(put, market, { steps: 0, style: 'european' })).toThrow(
      'give a positive integer',
    );
  });
});
