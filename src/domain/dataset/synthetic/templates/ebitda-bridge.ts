import { drawStep } from '../drawing.ts';
import type { Template } from '../template.ts';
import { dollars, figure } from '../wording.ts';

interface Inputs {
  readonly netIncome: number;
  readonly incomeTax: number;
  readonly interestExpense: number;
  readonly interestIncome: number;
  readonly depreciation: number;
  readonly amortization: number;
  readonly disposalGain: number;
}

/** From net income back: tax, net interest, depreciation, amortization; one-off gains come off. */
export const ebitdaBridge: Template<Inputs> = {
  id: 'ebitda-bridge',
  category: 'statements',
  difficulty: 'easy',
  generate(random) {
    const netIncome = drawStep(random, 120_000, 900_000, 100);
    const part = (low: number, high: number): number =>
      drawStep(random, netIncome * low, netIncome * high, 100);
    const inputs = {
      netIncome,
      incomeTax: part(0.2, 0.4),
      interestExpense: part(0.1, 0.3),
      interestIncome: part(0.02, 0.06),
      depreciation: part(0.15, 0.4),
      amortization: part(0.05, 0.15),
      disposalGain: part(0.04, 0.12),
    };
    const operatingIncome =
      netIncome + inputs.incomeTax + inputs.interestExpense - inputs.interestIncome;
    const ebitda = operatingIncome + inputs.depreciation + inputs.amortization;
    return {
      inputs,
      question:
        `A company reports net income of ${dollars(netIncome)}, after income tax of ` +
        `${dollars(inputs.incomeTax)}, interest expense of ${dollars(inputs.interestExpense)}, ` +
        `interest income of ${dollars(inputs.interestIncome)}, depreciation of ` +
        `${dollars(inputs.depreciation)} and amortization of ${dollars(inputs.amortization)}. ` +
        `Net income also includes a one-off gain of ${dollars(inputs.disposalGain)}, before tax, ` +
        'on the sale of a building. What is its EBITDA, adjusted to leave that gain out?',
      asked: {
        value: ebitda - inputs.disposalGain,
        unit: 'currency',
        decimals: 2,
        relativeTolerance: 0.001,
      },
      steps: [
        `Net income before tax and net interest: ${figure(operatingIncome, 0)}`,
        `With depreciation and amortization: ${figure(ebitda, 0)}`,
        `Less the gain: ${figure(ebitda - inputs.disposalGain, 0)}`,
      ],
    };
  },
};
