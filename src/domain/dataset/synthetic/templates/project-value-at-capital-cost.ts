import { presentValue } from '../../../math/cash-flows.ts';
import { drawPercent, drawStep } from '../drawing.ts';
import type { Template } from '../template.ts';
import { dollars, figure, percent, yearlyCashFlows } from '../wording.ts';

interface Inputs {
  readonly outlay: number;
  readonly cashFlows: readonly number[];
  readonly debtPercent: number;
  readonly costOfDebtPercent: number;
  readonly taxPercent: number;
  readonly riskFreePercent: number;
  readonly beta: number;
  readonly marketPremiumPercent: number;
}

/** CAPM gives the cost of equity, the weights the cost of capital, and that the net present value. */
export const projectValueAtCapitalCost: Template<Inputs> = {
  id: 'project-value-at-capital-cost',
  category: 'capital-budgeting',
  difficulty: 'hard',
  generate(random) {
    const outlay = drawStep(random, 60_000, 500_000, 1_000);
    const inputs = {
      outlay,
      cashFlows: Array.from({ length: random.int(4, 6) }, () =>
        drawStep(random, Math.ceil((0.36 * outlay) / 100) * 100, 0.5 * outlay, 100),
      ),
      debtPercent: drawStep(random, 20, 60, 1),
      costOfDebtPercent: drawPercent(random, 3.5, 7),
      taxPercent: drawStep(random, 18, 30, 1),
      riskFreePercent: drawPercent(random, 1.5, 4),
      beta: drawStep(random, 0.8, 1.6, 0.01),
      marketPremiumPercent: drawPercent(random, 4, 6.5),
    };
    const costOfEquity = inputs.riskFreePercent + inputs.beta * inputs.marketPremiumPercent;
    const debtWeight = inputs.debtPercent / 100;
    const costOfCapital =
      (1 - debtWeight) * costOfEquity +
      debtWeight * inputs.costOfDebtPercent * (1 - inputs.taxPercent / 100);
    const value = presentValue(inputs.cashFlows, costOfCapital / 100);
    return {
      inputs,
      question:
        `A project costs ${dollars(outlay)} today and returns, at the end of ` +
        `${yearlyCashFlows(inputs.cashFlows)}. The company is financed with ` +
        `${inputs.debtPercent}% debt at ${percent(inputs.costOfDebtPercent)} before tax and ` +
        `equity for the rest; its tax rate is ${inputs.taxPercent}%, its equity beta ` +
        `${inputs.beta.toFixed(2)}, the risk-free rate ${percent(inputs.riskFreePercent)} and the ` +
        `market risk premium ${percent(inputs.marketPremiumPercent)}. With the cost of equity ` +
        'from the capital asset pricing model and cash flows discounted at the after-tax ' +
        'weighted average cost of capital, what is the net present value?',
      asked: { value: value - outlay, unit: 'currency', decimals: 2 },
      steps: [
        `Cost of equity: ${figure(costOfEquity, 4)}%`,
        `Cost of capital: ${figure(costOfCapital)}%`,
        `Present value of the cash flows: ${figure(value, 4)}`,
      ],
    };
  },
};
