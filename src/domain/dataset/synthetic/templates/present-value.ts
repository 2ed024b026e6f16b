import { drawPercent, drawStep } from '../drawing.ts';
import type { Template } from '../template.ts';
import { dollars, figure, percent } from '../wording.ts';

interface Inputs {
  readonly futureAmount: number;
  readonly annualPercent: number;
  readonly years: number;
}

/** PV = FV (1 + r)^-n */
export const presentValueOfSum: Template<Inputs> = {
  id: 'present-value',
  category: 'time-value',
  difficulty: 'easy',
  generate(random) {
    const inputs = {
      futureAmount: drawStep(random, 5_000, 250_000, 100),
      annualPercent: drawPercent(random, 2, 13),
      years: random.int(3, 30),
    };
    const discountFactor = (1 + inputs.annualPercent / 100) ** -inputs.years;
    return {
      inputs,
      question:
        `A trust will pay ${dollars(inputs.futureAmount)} in one sum ${inputs.years} years from ` +
        `now. Money earns ${percent(inputs.annualPercent)} a year, compounded annually. ` +
        'What is the payment worth today?',
      asked: { value: inputs.futureAmount * discountFactor, unit: 'currency', decimals: 2 },
      steps: [
        `Discount factor: ${figure(discountFactor, 8)}`,
        `Present value: ${inputs.futureAmount} x ${figure(discountFactor, 8)}`,
      ],
    };
  },
};
