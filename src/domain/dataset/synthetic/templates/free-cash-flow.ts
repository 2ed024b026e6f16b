import { drawStep } from '../drawing.ts';
import type { Template } from '../template.ts';
import { dollars, figure, percent } from '../wording.ts';

interface Inputs {
  readonly operatingIncome: number;
  readonly taxPercent: number;
  readonly depreciation: number;
  readonly capitalExpenditure: number;
  readonly interest: number;
  /** Working capital at the start and at the end of the year. */
  readonly workingCapital: readonly [number, number];
}

/** FCFF = EBIT (1 - tax) + depreciation - capital expenditure - growth of working capital */
export const freeCashFlow: Template<Inputs> = {
  id: 'free-cash-flow',
  category: 'statements',
  difficulty: 'medium',
  generate(random) {
    const operatingIncome = drawStep(random, 300_000, 1_500_000, 100);
    const part = (low: number, high: number): number =>
      drawStep(random, operatingIncome * low, operatingIncome * high, 100);
    const opening = part(0.3, 0.8);
    const inputs: Inputs = {
      operatingIncome,
      taxPercent: drawStep(random, 18, 30, 0.5),
      depreciation: part(0.12, 0.3),
      capitalExpenditure: part(0.15, 0.5),
      interest: part(0.05, 0.15),
      workingCapital: [opening, opening + part(0.04, 0.14) * random.pick([1, -1])],
    };
    const afterTax = operatingIncome * (1 - inputs.taxPercent / 100);
    const growth = inputs.workingCapital[1] - opening;
    return {
      inputs,
      question:
        `A company reports operating income of ${dollars(operatingIncome)}, after depreciation ` +
        `of ${dollars(inputs.depreciation)}, interest expense of ${dollars(inputs.interest)} and ` +
        `capital expenditure of ${dollars(inputs.capitalExpenditure)}. Its net working capital ` +
        `was ${dollars(opening)} at the start of the year and ` +
        `${dollars(inputs.workingCapital[1])} at its end. Operating income is taxed at ` +
        `${percent(inputs.taxPercent)}. What is its free cash flow to the firm?`,
      asked: {
        value: afterTax + inputs.depreciation - inputs.capitalExpenditure - growth,
        unit: 'currency',
        decimals: 2,
        relativeTolerance: 0.001,
      },
      steps: [
        `Operating income after tax, without the tax shield of interest: ${figure(afterTax, 2)}`,
        `Growth of working capital: ${figure(growth, 0)}`,
        'Free cash flow: after-tax income + depreciation - capital expenditure - that growth',
      ],
    };
  },
};
