import { presentValue } from '../../../math/cash-flows.ts';
import { findRoot } from '../../../math/root.ts';
import { drawStep } from '../drawing.ts';
import type { Template } from '../template.ts';
import { dollars, yearlyCashFlows } from '../wording.ts';

interface Inputs {
  readonly outlay: number;
  readonly cashFlows: readonly number[];
}

/** The rate at which NPV is zero: unique, since one outlay comes before all the returns. */
export const internalRateOfReturn: Template<Inputs> = {
  id: 'internal-rate-of-return',
  category: 'capital-budgeting',
  difficulty: 'hard',
  generate(random) {
    const years = random.int(3, 6);
    const outlay = drawStep(random, 20_000, 300_000, 1_000);
    const inputs = {
      outlay,
      cashFlows: Array.from({ length: years }, () =>
        drawStep(
          random,
          Math.ceil((1.15 * outlay) / years / 100) * 100,
          Math.ceil((1.9 * outlay) / years / 100) * 100,
          100,
        ),
      ),
    };
    const rate = findRoot((r) => presentValue(inputs.cashFlows, r) - outlay, 0, 1);
    return {
      inputs,
      question:
        `A machine costs ${dollars(outlay)} today and saves, at the end of ` +
        `${yearlyCashFlows(inputs.cashFlows)}. What is the internal rate of return of the ` +
        'investment, per year?',
      asked: { value: rate * 100, unit: 'percent', decimals: 2 },
      steps: [
        `Solve: sum of cash flow / (1 + r)^t = ${outlay}`,
        'The left side falls as r rises, so bisection finds the only root',
      ],
    };
  },
};
