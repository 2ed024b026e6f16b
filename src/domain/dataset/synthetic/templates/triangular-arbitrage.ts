import { formatMoney } from '../../answer-format.ts';
import { drawStep } from '../drawing.ts';
import type { Template } from '../template.ts';
import { dollars, figure } from '../wording.ts';

interface Inputs {
  readonly dollars: number;
  readonly dollarsPerEuro: number;
  readonly dollarsPerPound: number;
  readonly eurosPerPound: number;
}

/** Around the triangle in the direction in which the quoted cross rate differs from the implied. */
export const triangularArbitrage: Template<Inputs> = {
  id: 'triangular-arbitrage',
  category: 'currencies',
  difficulty: 'hard',
  generate(random) {
    const dollarsPerEuro = drawStep(random, 0.98, 1.25, 0.0001);
    const dollarsPerPound = drawStep(random, 1.15, 1.65, 0.0001);
    const implied = dollarsPerPound / dollarsPerEuro;
    const mispricing = drawStep(random, 0.01, 0.04, 0.0001) * random.pick([1, -1]);
    const inputs = {
      dollars: drawStep(random, 100_000, 2_000_000, 5_000),
      dollarsPerEuro,
      dollarsPerPound,
      eurosPerPound: Math.round(implied * (1 + mispricing) * 1e4) / 1e4,
    };
    const poundsFirst = inputs.eurosPerPound / implied;
    const growth = Math.max(poundsFirst, 1 / poundsFirst);
    const route = poundsFirst > 1 ? 'pounds, euros, dollars' : 'euros, pounds, dollars';
    return {
      inputs,
      question:
        `A dealer quotes ${formatMoney(dollarsPerEuro, 4)} for one euro, ` +
        `${formatMoney(dollarsPerPound, 4)} for one pound and ` +
        `${inputs.eurosPerPound.toFixed(4)} euros for one pound, without spreads or fees. What ` +
        `profit in dollars does one round of triangular arbitrage with ${dollars(inputs.dollars)} ` +
        'bring, taken in the direction that gains?',
      asked: { value: inputs.dollars * (growth - 1), unit: 'currency', decimals: 2 },
      steps: [
        `Implied cross rate: ${figure(implied)} euros for one pound`,
        `The way that gains: dollars to ${route}`,
        `Growth over the round: ${figure(growth, 8)}`,
      ],
    };
  },
};
