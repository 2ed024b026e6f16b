import { drawStep } from '../drawing.ts';
import type { Template } from '../template.ts';
import { dollars, figure } from '../wording.ts';

/** In thousands of dollars. */
interface Inputs {
  readonly revenue: number;
  readonly costOfSales: number;
  readonly operatingExpenses: number;
  readonly interest: number;
}

/** Operating income over revenue. Interest is stated, but is no operating expense. */
export const operatingMargin: Template<Inputs> = {
  id: 'operating-margin',
  category: 'ratios',
  difficulty: 'easy',
  generate(random) {
    const revenue = drawStep(random, 2_000, 90_000, 10);
    const inputs = {
      revenue,
      costOfSales: drawStep(random, Math.ceil(revenue * 0.35), Math.ceil(revenue * 0.6), 1),
      operatingExpenses: drawStep(random, Math.ceil(revenue * 0.1), Math.ceil(revenue * 0.3), 1),
      interest: drawStep(random, Math.ceil(revenue * 0.01), Math.ceil(revenue * 0.04), 1),
    };
    const operatingIncome = revenue - inputs.costOfSales - inputs.operatingExpenses;
    return {
      inputs,
      question:
        `In thousands, a company reports revenue of ${dollars(revenue)}, cost of sales of ` +
        `${dollars(inputs.costOfSales)}, operating expenses of ` +
        `${dollars(inputs.operatingExpenses)} and interest expense of ` +
        `${dollars(inputs.interest)}. What is its operating margin?`,
      asked: { value: (operatingIncome / revenue) * 100, unit: 'percent', decimals: 2 },
      steps: [
        `Operating income: ${figure(operatingIncome, 0)} thousand`,
        'Operating margin: operating income over revenue',
      ],
    };
  },
};
