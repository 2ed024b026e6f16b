import { annuityFactor } from '../../../math/cash-flows.ts';
import { findRoot } from '../../../math/root.ts';
import { drawStep } from '../drawing.ts';
import type { Template } from '../template.ts';
import { dollars, percent, price } from '../wording.ts';

interface Inputs {
  readonly face: number;
  readonly couponPercent: number;
  readonly price: number;
  readonly years: number;
}

/** The annual rate at which coupons and face value are worth the price. */
export const yieldToMaturity: Template<Inputs> = {
  id: 'yield-to-maturity',
  category: 'bonds',
  difficulty: 'hard',
  generate(random) {
    const inputs = {
      face: 1_000,
      couponPercent: drawStep(random, 3, 8, 0.25),
      price: random.pick([drawStep(random, 860, 960, 0.05), drawStep(random, 1_040, 1_120, 0.05)]),
      years: random.int(5, 15),
    };
    const coupon = (inputs.face * inputs.couponPercent) / 100;
    const priceAt = (rate: number): number =>
      coupon * annuityFactor(rate, inputs.years) + inputs.face * (1 + rate) ** -inputs.years;
    const rate = findRoot((r) => priceAt(r) - inputs.price, 0.001, 0.5);
    return {
      inputs,
      question:
        `A bond with a face value of ${dollars(inputs.face)} pays a coupon of ` +
        `${percent(inputs.couponPercent)} once a year, the next in exactly one year, and matures ` +
        `in ${inputs.years} years. It trades at ${price(inputs.price)}. ` +
        'What is its yield to maturity, per year?',
      asked: { value: rate * 100, unit: 'percent', decimals: 2 },
      steps: [
        `Annual coupon: ${price(coupon)}`,
        `Solve: coupons and face value discounted at y = ${price(inputs.price)}`,
      ],
    };
  },
};
