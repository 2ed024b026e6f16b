import { drawPercent, drawStep } from '../drawing.ts';
import type { Template } from '../template.ts';
import { dollars, figure, percent, price } from '../wording.ts';

interface Inputs {
  readonly face: number;
  readonly couponPercent: number;
  readonly price: number;
}

/** Annual coupon over price. */
export const currentYield: Template<Inputs> = {
  id: 'current-yield',
  category: 'bonds',
  difficulty: 'easy',
  generate(random) {
    const inputs = {
      face: 1_000,
      couponPercent: drawPercent(random, 2.5, 9),
      price: random.pick([drawStep(random, 780, 970, 0.05), drawStep(random, 1_030, 1_240, 0.05)]),
    };
    const coupon = (inputs.face * inputs.couponPercent) / 100;
    return {
      inputs,
      question:
        `A bond with a face value of ${dollars(inputs.face)} pays a coupon of ` +
        `${percent(inputs.couponPercent)} a year and trades at ${price(inputs.price)}. ` +
        'What is its current yield?',
      asked: { value: (coupon / inputs.price) * 100, unit: 'percent', decimals: 2 },
      steps: [`Annual coupon: ${figure(coupon, 2)}`, 'Current yield: coupon over price'],
    };
  },
};
