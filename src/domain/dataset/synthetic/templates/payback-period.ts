import { drawStep } from '../drawing.ts';
import type { Template } from '../template.ts';
import { dollars, yearlyCashFlows } from '../wording.ts';

interface Inputs {
  readonly outlay: number;
  readonly cashFlows: readonly number[];
}

/** Full years until recovery, plus the share of the next year's cash flow that is still needed. */
export const paybackPeriod: Template<Inputs> = {
  id: 'payback-period',
  category: 'capital-budgeting',
  difficulty: 'easy',
  generate(random) {
    const outlay = drawStep(random, 30_000, 250_000, 500);
    // Six years at no less than 0.7 of the mean recover the outlay even at the longest horizon.
    const meanCashFlow = outlay / drawStep(random, 1.6, 4.2, 0.01);
    const inputs = {
      outlay,
      cashFlows: Array.from({ length: 6 }, () =>
        random.int(Math.ceil(0.7 * meanCashFlow), Math.ceil(1.3 * meanCashFlow)),
      ),
    };
    return {
      inputs,
      question:
        `An investment of ${dollars(outlay)} brings in, over ` +
        `${yearlyCashFlows(inputs.cashFlows)}, each spread evenly over its year. ` +
        'What is the payback period, without discounting?',
      asked: { value: yearsToRecover(outlay, inputs.cashFlows), unit: 'years', decimals: 2 },
      steps: [
        'Subtract the cash flows from the outlay, year by year, until one exceeds the rest',
        'Payback: full years plus rest / cash flow of the next year',
      ],
    };
  },
};

function yearsToRecover(outlay: number, cashFlows: readonly number[]): number {
  let open = outlay;
  for (const [fullYears, cashFlow] of cashFlows.entries()) {
    if (cashFlow >= open) return fullYears + open / cashFlow;
    open -= cashFlow;
  }
  throw new RangeError(`cash flows of ${cashFlows.join(', ')} never recover ${outlay}`);
}
