import { drawPercent } from '../drawing.ts';
import type { Template } from '../template.ts';
import { figure, percent } from '../wording.ts';

interface Inputs {
  readonly returnPercent: number;
  readonly riskFreePercent: number;
  readonly volatilityPercent: number;
}

/** Excess return over volatility. */
export const sharpeRatio: Template<Inputs> = {
  id: 'sharpe-ratio',
  category: 'portfolio',
  difficulty: 'easy',
  generate(random) {
    const inputs = {
      returnPercent: drawPercent(random, 6, 22),
      riskFreePercent: drawPercent(random, 0.5, 5),
      volatilityPercent: drawPercent(random, 6, 32),
    };
    const excess = inputs.returnPercent - inputs.riskFreePercent;
    return {
      inputs,
      question:
        `A fund returned ${percent(inputs.returnPercent)} a year with an annual volatility of ` +
        `${percent(inputs.volatilityPercent)}, while the risk-free rate was ` +
        `${percent(inputs.riskFreePercent)}. What was its Sharpe ratio?`,
      asked: { value: excess / inputs.volatilityPercent, unit: 'ratio', decimals: 3 },
      steps: [`Excess return: ${figure(excess, 2)} points`, 'Sharpe ratio: excess over volatility'],
    };
  },
};
