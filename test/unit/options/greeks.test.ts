import { describe, expect, test } from 'vitest';
import { greeks } from '../../../src/domain/options/greeks.ts';
import { attributePnl } from '../../../src/domain/options/pnl-attribution.ts';

const market = { spot: 100, riskFreeRate: 0.05, dividendYield: 0.02, volatility: 0.3 };

describe('the Greeks', () => {
  test('of a 21-day call are those recomputed for the original benchmark', () => {
    const found = greeks(
      { right: 'call', strike: 250, yearsToExpiry: 21 / 365 },
      { spot: 245, riskFreeRate: 0.05, dividendYield: 0, volatility: 0.55 },
    );
    expect(found?.delta).toBeCloseTo(0.47394, 5);
    expect(found?.gamma).toBeCloseTo(0.012317, 6);
    expect(found?.thetaPerDay).toBeCloseTo(-0.32076, 5);
    expect(found?.vegaPerVolPoint).toBeCloseTo(0.23394, 5);
  });

  test('of a put give its theta the signs of a put', () => {
    const put = greeks({ right: 'put', strike: 110, yearsToExpiry: 0.5 }, market);
    expect(put?.thetaPerDay).toBeCloseTo(-0.0153, 4);
  });

  test('at expiry are those of the share in the money and none out of it', () => {
    const none = { gamma: 0, vegaPerVolPoint: 0 };
    const inTheMoney = greeks({ right: 'put', strike: 110, yearsToExpiry: 0 }, market);
    expect(inTheMoney).toMatchObject({ delta: -1, ...none });
    const outOfTheMoney = greeks({ right: 'call', strike: 110, yearsToExpiry: 0 }, market);
    expect(outOfTheMoney).toMatchObject({ delta: 0, ...none });
    expect(outOfTheMoney?.thetaPerDay).toBeCloseTo(0, 15);
  });

  test('without volatility are those of the forward', () => {
    const call = greeks(
      { right: 'call', strike: 90, yearsToExpiry: 0.5 },
      { ...market, volatility: 0 },
    );
    expect(call?.delta).toBeCloseTo(Math.exp(-0.01), 12);
    expect(call?.rhoPerPercent).toBeCloseTo(0.005 * 90 * Math.exp(-0.025), 12);
  });

  test('do not exist at the kink: at expiry, at the money', () => {
    expect(greeks({ right: 'call', strike: 100, yearsToExpiry: 0 }, market)).toBeUndefined();
  });
});

test('a profit is split by Greeks with gamma as its second-order term', () => {
  const pnl = attributePnl(
    { delta: 0.45, gamma: 0.03, thetaPerDay: -0.08, vegaPerVolPoint: 0.15 },
    { spotChange: 4, volPointChange: 2, days: 3 },
    1.7,
  );
  const expected = { delta: 1.8, gamma: 0.24, theta: -0.24, vega: 0.3, unexplained: -0.4 };
  for (const [cause, amount] of Object.entries(expected)) {
    expect(pnl[cause as keyof typeof pnl], cause).toBeCloseTo(amount, 12);
  }
});
