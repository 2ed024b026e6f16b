import { drawPercent, drawStep } from '../drawing.ts';
import type { Template } from '../template.ts';
import { figure, percent, price } from '../wording.ts';

interface Inputs {
  readonly spot: number;
  readonly riskFreePercent: number;
  readonly storagePercent: number;
  readonly months: number;
}

/** F = S e^((r + u) T): what buying today and storing until delivery costs. */
export const costOfCarryFutures: Template<Inputs> = {
  id: 'cost-of-carry-futures',
  category: 'futures',
  difficulty: 'easy',
  generate(random) {
    const inputs = {
      spot: drawStep(random, 40, 900, 0.05),
      riskFreePercent: drawPercent(random, 1.5, 6),
      storagePercent: drawPercent(random, 0.5, 5),
      months: random.int(5, 24),
    };
    const carry = (inputs.riskFreePercent + inputs.storagePercent) / 100;
    const growth = Math.exp((carry * inputs.months) / 12);
    return {
      inputs,
      question:
        `A metal trades at ${price(inputs.spot)} an ounce. The continuously compounded risk-free ` +
        `rate is ${percent(inputs.riskFreePercent)} a year, and storage costs ` +
        `${percent(inputs.storagePercent)} of the spot price a year, also continuously ` +
        'compounded. Without a convenience yield, what is the fair price of a future for ' +
        `delivery in ${inputs.months} months?`,
      // The spot price must not pass.
      asked: {
        value: inputs.spot * growth,
        unit: 'currency',
        decimals: 2,
        relativeTolerance: 0.001,
      },
      steps: [
        `Cost of carry: ${figure(carry * 100, 2)}% a year`,
        `Growth until delivery: ${figure(growth, 8)}`,
      ],
    };
  },
};
