import { shuffle } from '../../../prng/shuffle.ts';
import { drawPercent } from '../drawing.ts';
import type { Template } from '../template.ts';
import { figure, percent } from '../wording.ts';

interface Inputs {
  readonly returnPercents: readonly number[];
  readonly targetPercent: number;
}

const MONTHS = 8;

/** (mean - target) / root mean square of the shortfalls below the target, over all months. */
export const sortinoRatio: Template<Inputs> = {
  id: 'sortino-ratio',
  category: 'risk',
  difficulty: 'medium',
  generate(random) {
    const lossMonths = random.int(2, 3);
    // Gains large enough that the mean stays above the target.
    const returns = Array.from({ length: MONTHS }, (_, month) =>
      month < lossMonths ? -drawPercent(random, 1, 5) : drawPercent(random, 4, 9),
    );
    const inputs = {
      returnPercents: shuffle(returns, random),
      targetPercent: drawPercent(random, 0.1, 0.5),
    };
    const mean = returns.reduce((total, value) => total + value, 0) / MONTHS;
    const squares = returns.map((value) => Math.min(value - inputs.targetPercent, 0) ** 2);
    const deviation = Math.sqrt(squares.reduce((total, square) => total + square, 0) / MONTHS);
    return {
      inputs,
      question:
        `A fund returned ${inputs.returnPercents.map(percent).join(', ')} in ${MONTHS} ` +
        `successive months. Against a target of ${percent(inputs.targetPercent)} a month, with ` +
        `the downside deviation taken over all ${MONTHS} months and nothing annualized, what is ` +
        'its Sortino ratio?',
      asked: { value: (mean - inputs.targetPercent) / deviation, unit: 'ratio', decimals: 3 },
      steps: [
        `Mean return: ${figure(mean)}%`,
        `Downside deviation: root of the mean squared shortfall, ${figure(deviation)}%`,
        'Sortino ratio: mean less target, over that deviation',
      ],
    };
  },
};
