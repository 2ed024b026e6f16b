import { describe, expect, test } from 'vitest';
import { blackScholesPrice } from '../../../src/domain/options/black-scholes-price.ts';
import { impliedVolatility } from '../../../src/domain/options/implied-volatility.ts';

const market = { spot: 21, riskFreeRate: 0.1, dividendYield: 0, volatility: 0.2 };
const call = { right: 'call', strike: 20, yearsToExpiry: 0.25 } as const;

describe('the implied volatility', () => {
  test('of a quoted call is the published one', () => {
    // J. Hull, Options, Futures and Other Derivatives: 23.5 %.
    expect(impliedVolatility(call, market, 1.875)).toBeCloseTo(0.235, 3);
  });

  test.each([0.02, 0.2, 1.5, 8])('finds a volatility of %d', (volatility) => {
    const nearForward = { ...call, strike: 21.5 };
    const price = blackScholesPrice(nearForward, { ...market, volatility });
    expect(impliedVolatility(nearForward, market, price)).toBeCloseTo(volatility, 9);
  });

  test('does not exist at or below the discounted gain over the forward', () => {
    const lowerBound = 21 - 20 * Math.exp(-0.025);
    expect(impliedVolatility(call, market, lowerBound)).toBeUndefined();
    expect(impliedVolatility(call, market, 1)).toBeUndefined();
  });

  test('does not exist for a call dearer than the share or a put dearer than its strike', () => {
    expect(impliedVolatility(call, market, 21)).toBeUndefined();
    expect(impliedVolatility({ ...call, right: 'put' }, market, 20)).toBeUndefined();
  });

  test('does not exist at expiry or for a price that is no number', () => {
    expect(impliedVolatility({ ...call, yearsToExpiry: 0 }, market, 1.5)).toBeUndefined();
    expect(impliedVolatility(call, market, Number.NaN)).toBeUndefined();
  });
});
