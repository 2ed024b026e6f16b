import { drawPercent, drawStep } from '../drawing.ts';
import type { Template } from '../template.ts';
import { dollars, figure, percent } from '../wording.ts';

/** Market values in millions of dollars. */
interface Inputs {
  readonly equity: number;
  readonly debt: number;
  readonly costOfEquityPercent: number;
  readonly costOfDebtPercent: number;
  readonly taxPercent: number;
}

/** WACC = E/V r_E + D/V r_D (1 - tax) */
export const weightedAverageCostOfCapital: Template<Inputs> = {
  id: 'weighted-average-cost-of-capital',
  category: 'corporate-finance',
  difficulty: 'medium',
  generate(random) {
    const equity = drawStep(random, 150, 4_000, 1);
    const inputs = {
      equity,
      debt: drawStep(random, Math.ceil(equity * 0.25), Math.ceil(equity * 1.2), 1),
      costOfEquityPercent: drawPercent(random, 8.5, 16),
      costOfDebtPercent: drawPercent(random, 3.5, 7.5),
      taxPercent: drawStep(random, 15, 32, 0.5),
    };
    const equityWeight = equity / (equity + inputs.debt);
    const afterTaxPercent = inputs.costOfDebtPercent * (1 - inputs.taxPercent / 100);
    return {
      inputs,
      question:
        `A company has equity with a market value of ${dollars(equity)} million and debt with a ` +
        `market value of ${dollars(inputs.debt)} million. Its cost of equity is ` +
        `${percent(inputs.costOfEquityPercent)}, its cost of debt before tax ` +
        `${percent(inputs.costOfDebtPercent)}, and interest lowers taxes at a rate of ` +
        `${percent(inputs.taxPercent)}. What is its weighted average cost of capital after tax?`,
      asked: {
        value: equityWeight * inputs.costOfEquityPercent + (1 - equityWeight) * afterTaxPercent,
        unit: 'percent',
        decimals: 2,
      },
      steps: [
        `Weight of equity: ${figure(equityWeight)}`,
        `Cost of debt after tax: ${figure(afterTaxPercent, 4)}%`,
        'Cost of capital: both costs by their weights',
      ],
    };
  },
};
