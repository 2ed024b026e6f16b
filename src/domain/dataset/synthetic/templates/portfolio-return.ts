import { drawPercent, drawStep } from '../drawing.ts';
import type { Template } from '../template.ts';
import { dollars, figure, percent } from '../wording.ts';

interface Inputs {
  readonly amounts: readonly [number, number];
  readonly returnPercents: readonly [number, number];
}

/** Expected return of two assets, weighted by the money in each. */
export const portfolioReturn: Template<Inputs> = {
  id: 'portfolio-return',
  category: 'portfolio',
  difficulty: 'easy',
  generate(random) {
    const inputs: Inputs = {
      amounts: [drawStep(random, 5_000, 90_000, 100), drawStep(random, 5_000, 90_000, 100)],
      returnPercents: [drawPercent(random, 2, 6), drawPercent(random, 9, 18)],
    };
    const [bondAmount, stockAmount] = inputs.amounts;
    const [bondPercent, stockPercent] = inputs.returnPercents;
    const stockWeight = stockAmount / (bondAmount + stockAmount);
    return {
      inputs,
      question:
        `An investor holds ${dollars(bondAmount)} of a bond fund with an expected return of ` +
        `${percent(bondPercent)} and ${dollars(stockAmount)} of a stock fund with an expected ` +
        `return of ${percent(stockPercent)}. What is the expected return of the portfolio?`,
      asked: {
        value: (1 - stockWeight) * bondPercent + stockWeight * stockPercent,
        unit: 'percent',
        decimals: 2,
      },
      steps: [
        `Weight of the stock fund: ${figure(stockWeight)}`,
        `Return: ${figure(1 - stockWeight)} x ${bondPercent} + ${figure(stockWeight)} x ${stockPercent}`,
      ],
    };
  },
};
