import { drawPercent, drawStep } from '../drawing.ts';
import type { Template } from '../template.ts';
import { dollars, figure, percent } from '../wording.ts';

interface Inputs {
  readonly principal: number;
  readonly nominalPercent: number;
  readonly periodsPerYear: number;
  readonly years: number;
}

/** FV = PV (1 + j/m)^(mn) */
export const futureValue: Template<Inputs> = {
  id: 'future-value',
  category: 'time-value',
  difficulty: 'easy',
  generate(random) {
    const inputs = {
      principal: drawStep(random, 1_000, 80_000, 50),
      nominalPercent: drawPercent(random, 2, 11),
      periodsPerYear: random.pick([2, 4, 12]),
      years: random.int(3, 25),
    };
    const growth = 1 + inputs.nominalPercent / 100 / inputs.periodsPerYear;
    const periods = inputs.periodsPerYear * inputs.years;
    return {
      inputs,
      question:
        `An account opened with ${dollars(inputs.principal)} pays a nominal annual rate of ` +
        `${percent(inputs.nominalPercent)}, compounded ${inputs.periodsPerYear} times a year. ` +
        `What is the balance after ${inputs.years} years?`,
      asked: { value: inputs.principal * growth ** periods, unit: 'currency', decimals: 2 },
      steps: [
        `Growth factor per period: ${figure(growth, 8)} over ${periods} periods`,
        `Balance: ${inputs.principal} x ${figure(growth ** periods)}`,
      ],
    };
  },
};
