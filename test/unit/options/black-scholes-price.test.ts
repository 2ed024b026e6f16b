import { describe, expect, test } from 'vitest';
import { blackScholesPrice } from '../../../src/domain/options/black-scholes-price.ts';
import type { MarketInputs, OptionContract } from '../../../src/domain/options/option-contract.ts';
import { putFromCall } from '../../../src/domain/options/put-call-parity.ts';
import { lognormalMean } from '../../support/lognormal.ts';

const contract: OptionContract = { right: 'call', strike: 100, yearsToExpiry: 0.5 };
const market: MarketInputs = {
  spot: 100,
  riskFreeRate: 0.05,
  dividendYield: 0.02,
  volatility: 0.3,
};
const priceOf = (right: 'call' | 'put', terms: object = {}, inputs: object = {}): number =>
  blackScholesPrice({ ...contract, right, ...terms }, { ...market, ...inputs });

describe('the Black-Scholes-Merton price', () => {
  test.each([
    // Recomputed answers of the original benchmark's pricing questions.
    ['call', 175, 180, 30 / 365, 0.05, 0, 0.25, 3.2153],
    ['put', 175, 180, 30 / 365, 0.05, 0, 0.25, 7.4771],
    ['call', 450, 460, 45 / 365, 0.0525, 0, 0.45, 25.1787],
    // J. Hull, Options, Futures and Other Derivatives: without dividends, and an index.
    ['call', 42, 40, 0.5, 0.1, 0, 0.2, 4.7594],
    ['put', 42, 40, 0.5, 0.1, 0, 0.2, 0.8086],
    ['call', 930, 900, 2 / 12, 0.08, 0.03, 0.2, 51.8329],
    // E. Haug, The Complete Guide to Option Pricing Formulas.
    ['call', 60, 65, 0.25, 0.08, 0, 0.3, 2.1334],
    ['put', 100, 95, 0.5, 0.1, 0.05, 0.2, 2.4648],
  ] as const)(
    'of a %s at %d, strike %d, is the published one',
    (right, spot, strike, yearsToExpiry, riskFreeRate, dividendYield, volatility, published) => {
      const price = blackScholesPrice(
        { right, strike, yearsToExpiry },
        { spot, riskFreeRate, dividendYield, volatility },
      );
      expect(Math.abs(price - published)).toBeLessThan(6e-5);
    },
  );

  test.each(['call', 'put'] as const)('of a %s is the discounted mean payoff', (right) => {
    for (const strike of [60, 100, 160]) {
      const sign = right === 'call' ? 1 : -1;
      const payoff = lognormalMean((spot) => Math.max(sign * (spot - strike), 0), market, 0.5);
      expect(priceOf(right, { strike })).toBeCloseTo(Math.exp(-0.025) * payoff, 4);
    }
  });

  test('at expiry is what exercising brings', () => {
    expect(priceOf('call', { yearsToExpiry: 0 }, { spot: 103 })).toBe(3);
    expect(priceOf('put', { yearsToExpiry: 0 }, { spot: 103 })).toBe(0);
    expect(priceOf('put', { yearsToExpiry: 0 }, { spot: 100 })).toBe(0);
  });

  test('without volatility is the discounted gain over the forward', () => {
    const forward = 100 * Math.exp(-0.01) - 100 * Math.exp(-0.025);
    expect(priceOf('call', {}, { volatility: 0 })).toBeCloseTo(forward, 12);
    expect(priceOf('put', {}, { volatility: 0 })).toBe(0);
    expect(priceOf('call', { strike: 100 * Math.exp(0.015) }, { volatility: 0 })).toBeCloseTo(
      0,
      12,
    );
  });

  test('of the put follows from the call by parity', () => {
    expect(putFromCall(priceOf('call'), contract, market)).toBeCloseTo(priceOf('put'), 12);
  });

  test.each([
    [{ strike: 0 }, {}, 'strike is 0'],
    [{ yearsToExpiry: -0.1 }, {}, 'yearsToExpiry is -0.1'],
    [{}, { spot: -1 }, 'spot is -1'],
    [{}, { volatility: Number.NaN }, 'volatility is NaN'],
    [{}, { riskFreeRate: Number.POSITIVE_INFINITY }, 'riskFreeRate is Infinity'],
  ])('refuses impossible inputs: %j %j', (terms, inputs, message) => {
    expect(() => priceOf('call', terms, inputs)).toThrow(message);
  });
});
