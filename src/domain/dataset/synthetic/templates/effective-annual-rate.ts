import { drawPercent } from '../drawing.ts';
import type { Template } from '../template.ts';
import { figure, percent } from '../wording.ts';

interface Inputs {
  readonly nominalPercent: number;
  readonly periodsPerYear: number;
}

/** EAR = (1 + j/m)^m - 1 */
export const effectiveAnnualRate: Template<Inputs> = {
  id: 'effective-annual-rate',
  category: 'time-value',
  difficulty: 'easy',
  generate(random) {
    const inputs = {
      nominalPercent: drawPercent(random, 6, 29),
      periodsPerYear: random.pick([2, 4, 12, 52, 365]),
    };
    const growth =
      (1 + inputs.nominalPercent / 100 / inputs.periodsPerYear) ** inputs.periodsPerYear;
    return {
      inputs,
      question:
        `A credit line quotes a nominal annual rate of ${percent(inputs.nominalPercent)}, ` +
        `compounded ${inputs.periodsPerYear} times a year. What is its effective annual rate?`,
      // The nominal rate itself must not pass.
      asked: { value: (growth - 1) * 100, unit: 'percent', decimals: 2, relativeTolerance: 0.001 },
      steps: [`Growth over one year: ${figure(growth, 8)}`, 'Effective rate: growth less 1'],
    };
  },
};
