import { drawPercent, drawStep } from '../drawing.ts';
import type { Template } from '../template.ts';
import { dollars, figure, percent } from '../wording.ts';

interface Inputs {
  readonly holding: number;
  readonly volatilityPercent: number;
  readonly days: number;
  readonly confidencePercent: number;
  readonly deviations: number;
}

const TRADING_DAYS_PER_YEAR = 252;

/** VaR = V z s sqrt(days / 252), the mean taken as zero. */
export const parametricValueAtRisk: Template<Inputs> = {
  id: 'parametric-value-at-risk',
  category: 'risk',
  difficulty: 'medium',
  generate(random) {
    const [confidencePercent, deviations] = random.pick([
      [95, 1.645],
      [99, 2.326],
    ] as const);
    const inputs = {
      holding: drawStep(random, 200_000, 5_000_000, 1_000),
      volatilityPercent: drawPercent(random, 10, 40),
      days: random.int(2, 20),
      confidencePercent,
      deviations,
    };
    const horizon = Math.sqrt(inputs.days / TRADING_DAYS_PER_YEAR);
    const stdDev = inputs.holding * (inputs.volatilityPercent / 100) * horizon;
    return {
      inputs,
      question:
        `A portfolio of ${dollars(inputs.holding)} has an annual volatility of ` +
        `${percent(inputs.volatilityPercent)}. Its returns are normal with mean zero and ` +
        `independent from day to day; a year has ${TRADING_DAYS_PER_YEAR} trading days. With ` +
        `${deviations} standard deviations for ${confidencePercent}% confidence, what is its ` +
        `value at risk over ${inputs.days} trading days, as a positive amount?`,
      asked: { value: deviations * stdDev, unit: 'currency', decimals: 2 },
      steps: [
        `Square root of time: ${figure(horizon)}`,
        `Standard deviation over the horizon: ${figure(stdDev, 4)}`,
        `Value at risk: ${deviations} x ${figure(stdDev, 4)}`,
      ],
    };
  },
};
