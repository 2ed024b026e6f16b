import { describe, expect, test } from 'vitest';
import { bondMeasures, yieldToMaturity } from '../../../src/domain/tools/bond.ts';
import { internalRatesOfReturn, netPresentValue } from '../../../src/domain/tools/project-value.ts';
import {
  annuityFutureValue,
  annuityPayment,
  annuityPresentValue,
  effectiveAnnualRate,
} from '../../../src/domain/tools/time-value.ts';

/** An account kept period by period, as a bank would. */
function balanceAfter(
  { rate, periods, paymentsAt }: { rate: number; periods: number; paymentsAt: 'end' | 'begin' },
  opening: number,
  payment: number,
): number {
  let balance = opening;
  for (let period = 0; period < periods; period += 1) {
    if (paymentsAt === 'begin') balance += payment;
    balance *= 1 + rate;
    if (paymentsAt === 'end') balance += payment;
  }
  return balance;
}

describe.each([
  { rate: 0.005, periods: 360, paymentsAt: 'end' },
  { rate: 0.08, periods: 12, paymentsAt: 'begin' },
  { rate: 0, periods: 10, paymentsAt: 'begin' },
  { rate: -0.01, periods: 5, paymentsAt: 'end' },
] as const)('an annuity at $rate over $periods periods, paid at the $paymentsAt', (annuity) => {
  test('grows as an account that is kept period by period', () => {
    const kept = balanceAfter(annuity, 1_000, 50);
    expect(annuityFutureValue(annuity, 50, 1_000)).toBeCloseTo(kept, 6);
  });

  test('is worth today what grows to the same balance', () => {
    const worth = annuityPresentValue(annuity, 50, 700);
    const drawn = balanceAfter(annuity, worth, -50);
    expect(drawn).toBeCloseTo(700, 6);
  });

  test('repays a loan to the remaining balance', () => {
    const payment = annuityPayment(annuity, 20_000, 3_000);
    expect(balanceAfter(annuity, 20_000, -payment)).toBeCloseTo(3_000, 5);
  });
});

test('interest credited ever more often approaches continuous interest', () => {
  expect(effectiveAnnualRate(0.12, 1)).toBeCloseTo(0.12, 12);
  expect(effectiveAnnualRate(0.12, 12)).toBeCloseTo(0.126825, 6);
  expect(effectiveAnnualRate(0.12, 1_000_000)).toBeCloseTo(
    effectiveAnnualRate(0.12, 'continuous'),
    7,
  );
});

describe('the value of a project', () => {
  test('leaves the first cash flow undiscounted', () => {
    expect(netPresentValue(0.1, [-100, 110])).toBeCloseTo(0, 12);
    expect(netPresentValue(0.1, [-100, 0, 121])).toBeCloseTo(0, 12);
    expect(netPresentValue(0, [-100, 30, 30])).toBe(-40);
  });

  test.each([
    [[-100, 110], [0.1]],
    [[-1000, 0, 0, 8000], [1]],
    [
      [-100, 230, -132],
      [0.1, 0.2],
    ],
    [[-100, 50, 50], [0]],
    [[-100, 40], [-0.6]],
    [[100, 50], []],
  ])('%j has the internal rates %j', (cashFlows, rates) => {
    const found = internalRatesOfReturn(cashFlows);
    expect(found).toHaveLength(rates.length);
    for (const [index, rate] of rates.entries()) expect(found[index]).toBeCloseTo(rate, 10);
  });
});

describe('a bond', () => {
  const bond = { faceValue: 1_000, couponRate: 0.06, couponsPerYear: 2, couponsLeft: 20 };

  test('is worth its face value at its coupon, and more below it', () => {
    expect(bondMeasures(bond, 0.06).price).toBeCloseTo(1_000, 9);
    expect(bondMeasures(bond, 0.05).price).toBeCloseTo(1_077.9458, 4);
    expect(bondMeasures(bond, 0).price).toBeCloseTo(1_600, 9);
  });

  test('has the sensitivities that its prices at neighbouring yields show', () => {
    const at = (yieldChange: number) => bondMeasures(bond, 0.05 + yieldChange).price;
    const { price, modifiedDurationYears, convexityYearsSquared, basisPointValue } = bondMeasures(
      bond,
      0.05,
    );
    const step = 1e-4;
    expect((at(-step) - at(step)) / (2 * step * price)).toBeCloseTo(modifiedDurationYears, 4);
    expect((at(step) + at(-step) - 2 * price) / (step * step * price)).toBeCloseTo(
      convexityYearsSquared,
      2,
    );
    expect(at(0) - at(step)).toBeCloseTo(basisPointValue, 3);
  });

  test('without coupons lasts as long as its maturity', () => {
    const zero = { ...bond, couponRate: 0 };
    expect(bondMeasures(zero, 0.07).macaulayDurationYears).toBeCloseTo(10, 12);
    expect(bondMeasures(zero, 0.07).currentYield).toBe(0);
  });

  test.each([0.3, 0.05, 0, -0.02])('at a yield of %d finds that yield from its price', (rate) => {
    const { price } = bondMeasures(bond, rate);
    expect(yieldToMaturity(bond, price)).toBeCloseTo(rate, 10);
  });

  test('has no yield at an impossible price', () => {
    expect(() => yieldToMaturity(bond, 1e12)).toThrow(/no yield/);
  });
});
