import { normalCdf } from '../../../math/normal-cdf.ts';
import { findRoot } from '../../../math/root.ts';
import { drawPercent, drawStep } from '../drawing.ts';
import type { Template } from '../template.ts';
import { dollars, figure, percent } from '../wording.ts';

interface Inputs {
  readonly holding: number;
  readonly meanPercent: number;
  readonly volatilityPercent: number;
  readonly confidencePercent: number;
}

/** ES = V (s density(z) / (1 - c) - m), where c is the normal probability below z. */
export const normalExpectedShortfall: Template<Inputs> = {
  id: 'normal-expected-shortfall',
  category: 'risk',
  difficulty: 'hard',
  generate(random) {
    const inputs = {
      holding: drawStep(random, 100_000, 4_000_000, 1_000),
      meanPercent: drawPercent(random, 0.2, 1.2),
      volatilityPercent: drawPercent(random, 3, 9),
      confidencePercent: random.pick([95, 97.5, 99]),
    };
    const tail = 1 - inputs.confidencePercent / 100;
    const z = -findRoot((x) => normalCdf(x) - tail, -6, 0);
    const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
    const lossPercent = (inputs.volatilityPercent * density) / tail - inputs.meanPercent;
    return {
      inputs,
      question:
        `The monthly return of a portfolio of ${dollars(inputs.holding)} is normal with a mean ` +
        `of ${percent(inputs.meanPercent)} and a standard deviation of ` +
        `${percent(inputs.volatilityPercent)}. What is its monthly expected shortfall (CVaR) at ` +
        `${inputs.confidencePercent}% confidence, as a positive amount of loss?`,
      asked: { value: (inputs.holding * lossPercent) / 100, unit: 'currency', decimals: 2 },
      steps: [
        `Quantile: z = ${figure(z)}, density there ${figure(density)}`,
        `Mean of the tail: ${figure(density / tail)} standard deviations`,
        `Expected loss in the tail: ${figure(lossPercent)}%`,
      ],
    };
  },
};
