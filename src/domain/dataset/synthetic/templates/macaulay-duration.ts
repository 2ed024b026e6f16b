import { presentValue } from '../../../math/cash-flows.ts';
import { drawPercent, drawStep } from '../drawing.ts';
import type { Template } from '../template.ts';
import { dollars, figure, percent } from '../wording.ts';

interface Inputs {
  readonly face: number;
  readonly couponPercent: number;
  readonly yieldPercent: number;
  readonly years: number;
}

/** The mean time of the cash flows, weighted by their present values (Macaulay). */
export const macaulayDuration: Template<Inputs> = {
  id: 'macaulay-duration',
  category: 'bonds',
  difficulty: 'hard',
  generate(random) {
    const inputs = {
      face: 1_000,
      couponPercent: drawStep(random, 2, 9, 0.25),
      yieldPercent: drawPercent(random, 2, 9),
      years: random.int(4, 15),
    };
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
    return {
      inputs,
      question:
        `A bond with a face value of ${dollars(inputs.face)} pays a coupon of ` +
        `${percent(inputs.couponPercent)} once a year, the next in exactly one year, matures in ` +
        `${inputs.years} years and yields ${percent(inputs.yieldPercent)} a year. ` +
        'What is its Macaulay duration?',
      asked: { value: timeWeighted / bondValue, unit: 'years', decimals: 3 },
      steps: [
        `Price: ${figure(bondValue, 4)}`,
        `Present values times years: ${figure(timeWeighted, 4)}`,
        'Duration: the second over the first',
      ],
    };
  },
};
