import { presentValue } from '../../../math/cash-flows.ts';
import { drawPercent, drawStep } from '../drawing.ts';
import type { Template } from '../template.ts';
import { dollars, figure, percent, yearlyCashFlows } from '../wording.ts';

interface Inputs {
  readonly outlay: number;
  readonly cashFlows: readonly number[];
  readonly discountPercent: number;
}

/** NPV = sum of CF_t (1 + r)^-t less the outlay. */
export const netPresentValue: Template<Inputs> = {
  id: 'net-present-value',
  category: 'capital-budgeting',
  difficulty: 'medium',
  generate(random) {
    const years = random.int(4, 6);
    const outlay = drawStep(random, 40_000, 400_000, 1_000);
    const inputs = {
      outlay,
      cashFlows: Array.from({ length: years }, () =>
        drawStep(random, Math.round((0.24 * outlay) / 100) * 100, 0.5 * outlay, 100),
      ),
      discountPercent: drawPercent(random, 5, 14),
    };
    const value = presentValue(inputs.cashFlows, inputs.discountPercent / 100);
    return {
      inputs,
      question:
        `A project costs ${dollars(outlay)} today and returns, at the end of ` +
        `${yearlyCashFlows(inputs.cashFlows)}. The cost of capital is ` +
        `${percent(inputs.discountPercent)}. What is the net present value?`,
      asked: { value: value - outlay, unit: 'currency', decimals: 2 },
      steps: [
        `Present value of the cash flows: ${figure(value, 4)}`,
        `Net present value: ${figure(value, 4)} - ${outlay}`,
      ],
    };
  },
};
