import { annuityFactor } from '../../../math/cash-flows.ts';
import { drawPercent, drawStep } from '../drawing.ts';
import type { Template } from '../template.ts';
import { dollars, figure, percent } from '../wording.ts';

interface Inputs {
  readonly loan: number;
  readonly nominalPercent: number;
  readonly years: number;
}

/** Payment = loan / annuity factor at the monthly rate. */
export const annuityPayment: Template<Inputs> = {
  id: 'annuity-payment',
  category: 'time-value',
  difficulty: 'medium',
  generate(random) {
    const inputs = {
      loan: drawStep(random, 10_000, 600_000, 500),
      nominalPercent: drawPercent(random, 3, 10),
      years: random.int(4, 30),
    };
    const months = inputs.years * 12;
    const factor = annuityFactor(inputs.nominalPercent / 1200, months);
    return {
      inputs,
      question:
        `A loan of ${dollars(inputs.loan)} at a nominal annual rate of ` +
        `${percent(inputs.nominalPercent)}, compounded monthly, is repaid in equal payments at ` +
        `the end of each month over ${inputs.years} years. What is the monthly payment?`,
      asked: { value: inputs.loan / factor, unit: 'currency', decimals: 2 },
      steps: [
        `Monthly rate: ${figure(inputs.nominalPercent / 12)}%, ${months} payments`,
        `Annuity factor: ${figure(factor)}`,
        `Payment: ${inputs.loan} / ${figure(factor)}`,
      ],
    };
  },
};
