import { drawPercent, drawStep } from '../drawing.ts';
import type { Template } from '../template.ts';
import { figure, percent } from '../wording.ts';

interface Inputs {
  readonly riskFreePercent: number;
  readonly marketPercent: number;
  readonly beta: number;
}

/** Expected return = risk-free rate + beta (market return - risk-free rate). */
export const capitalAssetPricing: Template<Inputs> = {
  id: 'capital-asset-pricing',
  category: 'portfolio',
  difficulty: 'easy',
  generate(random) {
    const inputs = {
      riskFreePercent: drawPercent(random, 1, 5),
      marketPercent: drawPercent(random, 7, 13),
      beta: random.pick([drawStep(random, 0.3, 0.85, 0.01), drawStep(random, 1.15, 2.2, 0.01)]),
    };
    const premium = inputs.marketPercent - inputs.riskFreePercent;
    return {
      inputs,
      question:
        `The risk-free rate is ${percent(inputs.riskFreePercent)}, the expected return of the ` +
        `market is ${percent(inputs.marketPercent)}, and a stock has a beta of ` +
        `${inputs.beta.toFixed(2)}. What return does the capital asset pricing model expect of ` +
        'the stock?',
      asked: {
        value: inputs.riskFreePercent + inputs.beta * premium,
        unit: 'percent',
        decimals: 2,
      },
      steps: [
        `Market risk premium: ${figure(premium, 2)} points`,
        `Expected return: ${inputs.riskFreePercent} + ${inputs.beta} x ${figure(premium, 2)}`,
      ],
    };
  },
};
