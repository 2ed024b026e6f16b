import { formatNumber } from '../../answer-format.ts';
import { drawStep } from '../drawing.ts';
import type { Template } from '../template.ts';
import { dollars, figure, price } from '../wording.ts';

interface Inputs {
  readonly netIncome: number;
  readonly preferredDividends: number;
  readonly shares: number;
  readonly options: number;
  readonly exercisePrice: number;
  readonly averagePrice: number;
}

/** Treasury-stock method: what exercise pays in buys back shares at the average price. */
export const dilutedEarningsPerShare: Template<Inputs> = {
  id: 'diluted-earnings-per-share',
  category: 'statements',
  difficulty: 'hard',
  generate(random) {
    const shares = drawStep(random, 200_000, 900_000, 1_000);
    const averagePrice = drawStep(random, 25, 90, 0.05);
    const netIncome = drawStep(random, shares * 2, shares * 6, 1_000);
    const inputs = {
      netIncome,
      preferredDividends: drawStep(random, netIncome * 0.03, netIncome * 0.1, 100),
      shares,
      options: drawStep(random, shares * 0.08, shares * 0.2, 100),
      exercisePrice: drawStep(random, averagePrice * 0.35, averagePrice * 0.7, 0.05),
      averagePrice,
    };
    const boughtBack = (inputs.options * inputs.exercisePrice) / averagePrice;
    const dilutedShares = shares + inputs.options - boughtBack;
    const earnings = netIncome - inputs.preferredDividends;
    return {
      inputs,
      question:
        `A company earned ${dollars(netIncome)} after tax and paid preferred dividends of ` +
        `${dollars(inputs.preferredDividends)}. All year it had ${formatNumber(shares, 0)} common ` +
        `shares and ${formatNumber(inputs.options, 0)} options to buy one share each at ` +
        `${price(inputs.exercisePrice)}; the average share price was ${price(averagePrice)}. ` +
        'What are its diluted earnings a share by the treasury-stock method?',
      // Basic earnings a share must not pass.
      asked: {
        value: earnings / dilutedShares,
        unit: 'currency',
        decimals: 3,
        relativeTolerance: 0.002,
      },
      steps: [
        `Shares bought back: ${figure(boughtBack, 2)}`,
        `Diluted shares: ${figure(dilutedShares, 2)}`,
        `Earnings of common shareholders: ${figure(earnings, 0)}`,
      ],
    };
  },
};
