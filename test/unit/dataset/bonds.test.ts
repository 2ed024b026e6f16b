import { expect, test } from 'vitest';
import { bondPrice } from '../../../src/domain/dataset/synthetic/templates/bond-price.ts';
import { bondRateShock } from '../../../src/domain/dataset/synthetic/templates/bond-rate-shock.ts';
import { currentYield } from '../../../src/domain/dataset/synthetic/templates/current-yield.ts';
import { macaulayDuration } from '../../../src/domain/dataset/synthetic/templates/macaulay-duration.ts';
import { yieldToMaturity } from '../../../src/domain/dataset/synthetic/templates/yield-to-maturity.ts';
import { discountBackwards, draftsOf } from '../../support/drafts.ts';

const bondCashFlows = (face: number, coupon: number, periods: number): readonly number[] =>
  Array.from({ length: periods }, (_, index) => (index + 1 < periods ? coupon : coupon + face));

test('the bond price is the sum of its discounted cash flows', () => {
  for (const { inputs, asked } of draftsOf(bondPrice)) {
    const { face, couponPercent, yieldPercent, years } = inputs;
    const cashFlows = bondCashFlows(face, (face * couponPercent) / 200, years * 2);
    expect(asked.value).toBeCloseTo(discountBackwards(cashFlows, yieldPercent / 200), 6);
  }
});

test('the face value never passes for the price of a bond', () => {
  for (const { inputs, asked } of draftsOf(bondPrice)) {
    expect(Math.abs(asked.value / inputs.face - 1)).toBeGreaterThan(asked.relativeTolerance ?? 1);
  }
});

test('discounted at its yield to maturity a bond is worth its price', () => {
  for (const { inputs, asked } of draftsOf(yieldToMaturity)) {
    const { face, couponPercent, price, years } = inputs;
    const cashFlows = bondCashFlows(face, (face * couponPercent) / 100, years);
    expect(discountBackwards(cashFlows, asked.value / 100)).toBeCloseTo(price, 8);
  }
});

test('the current yield on the price is the coupon', () => {
  for (const { inputs, asked } of draftsOf(currentYield)) {
    const coupon = (inputs.price * asked.value) / 100;
    expect(coupon).toBeCloseTo((inputs.face * inputs.couponPercent) / 100, 9);
  }
});

test('the Macaulay duration is the yield elasticity of the price', () => {
  for (const { inputs, asked } of draftsOf(macaulayDuration)) {
    const { face, couponPercent, yieldPercent, years } = inputs;
    const cashFlows = bondCashFlows(face, (face * couponPercent) / 100, years);
    const rate = yieldPercent / 100;
    const step = 1e-5;
    const slope =
      (discountBackwards(cashFlows, rate + step) - discountBackwards(cashFlows, rate - step)) /
      (2 * step);
    const elasticity = (-slope * (1 + rate)) / discountBackwards(cashFlows, rate);
    expect(asked.value).toBeCloseTo(elasticity, 5);
  }
});

test('the price after a yield shock lies on the tangent of the price at the old yield', () => {
  for (const { inputs, asked, question } of draftsOf(bondRateShock)) {
    const { face, couponPercent, yieldPercent, years, shockPoints } = inputs;
    const cashFlows = bondCashFlows(face, (face * couponPercent) / 100, years);
    const priceAt = (rate: number): number => discountBackwards(cashFlows, rate);
    const rate = yieldPercent / 100;
    const shock = (question.includes('rises') ? shockPoints : -shockPoints) / 10_000;
    const slope = (priceAt(rate + 1e-5) - priceAt(rate - 1e-5)) / 2e-5;
    expect(asked.value).toBeCloseTo(priceAt(rate) + slope * shock, 4);
    // The tangent lies below the convex price; the old price must not pass.
    expect(asked.value).toBeLessThan(priceAt(rate + shock));
    const bound = asked.value * (asked.relativeTolerance ?? 1);
    expect(Math.abs(asked.value - priceAt(rate))).toBeGreaterThan(bound);
  }
});
