import { presentValue } from '../../../math/cash-flows.ts';
import { drawPercent, drawStep } from '../drawing.ts';
import type { Template } from '../template.ts';
import { dollars, figure, percent } from '../wording.ts';

interface Inputs {
  readonly face: number;
  readonly couponPercent: number;
  readonly yieldPercent: number;
  readonly years: number;
  readonly shockPoints: number;
}

/** New price = P (1 - D dy), D being the Macaulay duration over 1 + y. */
export const bondRateShock: Template<Inputs> = {
  id: 'bond-rate-shock',
  category: 'bonds',
  difficulty: 'hard',
  generate(random) {
    const inputs = {
      face: 1_000,
      couponPercent: drawStep(random, 2, 8, 0.25),
      yieldPercent: drawPercent(random, 2, 8),
      years: random.int(5, 15),
      shockPoints: drawStep(random, 30, 150, 5),
    };
    const direction = random.pick([1, -1]);
    const coupon = (inputs.face * inputs.couponPercent) / 100;
    const cashFlows = Array.from({ length: inputs.years }, (_, index) =>
      index + 1 === inputs.years ? coupon + inputs.face : coupon,
    );
    const rate = inputs.yieldPercent / 100;
    const bondValue = presentValue(cashFlows, rate);
    const timeWeighted = presentValue(
      cashFlows.map((cashFlow, index) => cashFlow * (index + 1)),
      rate,
    );
    const modifiedDuration = timeWeighted / bondValue / (1 + rate);
    const change = (direction * inputs.shockPoints) / 10_000;
    return {
      inputs,
      question:
        `A bond with a face value of ${dollars(inputs.face)} pays a coupon of ` +
        `${percent(inputs.couponPercent)} once a year, the next in exactly one year, matures in ` +
        `${inputs.years} years and yields ${percent(inputs.yieldPercent)} a year. The yield ` +
        `${direction > 0 ? 'rises' : 'falls'} by ${inputs.shockPoints} basis points. What is the ` +
        'new price, estimated from the old one by modified duration alone, without convexity?',
      // Tight, as convexity moves the exact new price by little more.
      asked: {
        value: bondValue * (1 - modifiedDuration * change),
        unit: 'currency',
        decimals: 2,
        relativeTolerance: 0.0005,
      },
      steps: [
        `Old price: ${figure(bondValue, 4)}`,
        `Modified duration: ${figure(modifiedDuration)}`,
        `Relative change: ${figure(-modifiedDuration * change)}`,
      ],
    };
  },
};
