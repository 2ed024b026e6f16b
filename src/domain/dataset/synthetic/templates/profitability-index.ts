import { annuityFactor } from '../../../math/cash-flows.ts';
import { drawPercent, drawStep } from '../drawing.ts';
import type { Template } from '../template.ts';
import { dollars, figure, percent } from '../wording.ts';

interface Inputs {
  readonly outlay: number;
  readonly annualCashFlow: number;
  readonly years: number;
  readonly discountPercent: number;
}

/** PI = present value of the returns / outlay. */
export const profitabilityIndex: Template<Inputs> = {
  id: 'profitability-index',
  category: 'capital-budgeting',
  difficulty: 'medium',
  generate(random) {
    const outlay = drawStep(random, 50_000, 500_000, 1_000);
    const inputs = {
      outlay,
      annualCashFlow: drawStep(random, Math.ceil(outlay / 600) * 100, outlay / 2, 100),
      years: random.int(5, 9),
      discountPercent: drawPercent(random, 5, 14),
    };
    const factor = annuityFactor(inputs.discountPercent / 100, inputs.years);
    return {
      inputs,
      question:
        `A plant extension costs ${dollars(outlay)} today and returns ` +
        `${dollars(inputs.annualCashFlow)} at the end of each of the next ${inputs.years} years. ` +
        `The cost of capital is ${percent(inputs.discountPercent)}. ` +
        'What is the profitability index (present value of the returns over the outlay)?',
      asked: { value: (inputs.annualCashFlow * factor) / outlay, unit: 'ratio', decimals: 3 },
      steps: [
        `Annuity factor: ${figure(factor)}`,
        `Present value: ${figure(inputs.annualCashFlow * factor, 2)}`,
        'Index: present value over outlay',
      ],
    };
  },
};
