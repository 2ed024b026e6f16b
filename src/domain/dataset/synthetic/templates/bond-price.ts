import { annuityFactor } from '../../../math/cash-flows.ts';
import { drawPercent, drawStep } from '../drawing.ts';
import type { Template } from '../template.ts';
import { dollars, figure, percent } from '../wording.ts';

interface Inputs {
  readonly face: number;
  readonly couponPercent: number;
  readonly yieldPercent: number;
  readonly years: number;
}

/** Coupons as an annuity plus the discounted face value, both at half the nominal yield. */
export const bondPrice: Template<Inputs> = {
  id: 'bond-price',
  category: 'bonds',
  difficulty: 'medium',
  generate(random) {
    const couponPercent = drawStep(random, 3, 8, 0.25);
    // Far enough from the coupon that the face value is no answer.
    const spread = drawPercent(random, 0.8, 2.5) * random.pick([1, -1]);
    const inputs = {
      face: random.pick([1_000, 5_000, 10_000]),
      couponPercent,
      yieldPercent: Math.round((couponPercent + spread) * 100) / 100,
      years: random.int(4, 25),
    };
    const halfYears = inputs.years * 2;
    const halfYield = inputs.yieldPercent / 200;
    const coupon = (inputs.face * couponPercent) / 200;
    const coupons = coupon * annuityFactor(halfYield, halfYears);
    const redemption = inputs.face * (1 + halfYield) ** -halfYears;
    return {
      inputs,
      question:
        `A bond with a face value of ${dollars(inputs.face)} pays a coupon of ` +
        `${percent(couponPercent)} a year, half of it every six months, and matures in ` +
        `${inputs.years} years. The yield to maturity is ${percent(inputs.yieldPercent)} a year, ` +
        'compounded semiannually. What is the price of the bond today?',
      asked: {
        value: coupons + redemption,
        unit: 'currency',
        decimals: 2,
        relativeTolerance: 0.001,
      },
      steps: [
        `${halfYears} coupons of ${figure(coupon, 2)}, discounted at ${figure(halfYield * 100, 4)}%`,
        `Present value of the coupons: ${figure(coupons, 4)}`,
        `Present value of the face value: ${figure(redemption, 4)}`,
      ],
    };
  },
};
