import { drawStep } from '../drawing.ts';
import type { Template } from '../template.ts';
import { dollars, figure } from '../wording.ts';

/** In millions of dollars. */
interface Inputs {
  readonly netIncome: number;
  readonly dividends: number;
  readonly openingEquity: number;
}

/** g = retention ratio x return on opening equity */
export const sustainableGrowth: Template<Inputs> = {
  id: 'sustainable-growth',
  category: 'corporate-finance',
  difficulty: 'easy',
  generate(random) {
    const openingEquity = drawStep(random, 400, 6_000, 1);
    const share = (base: number, low: number, high: number): number =>
      random.int(Math.ceil(base * low), Math.ceil(base * high));
    const netIncome = share(openingEquity, 0.08, 0.24);
    const inputs = { netIncome, dividends: share(netIncome, 0.15, 0.6), openingEquity };
    const retention = 1 - inputs.dividends / netIncome;
    const returnOnEquity = netIncome / openingEquity;
    return {
      inputs,
      question:
        `A company began the year with equity of ${dollars(openingEquity)} million, earned ` +
        `${dollars(netIncome)} million after tax and paid dividends of ` +
        `${dollars(inputs.dividends)} million. What is its sustainable growth rate, with return ` +
        'on equity measured on opening equity?',
      asked: { value: retention * returnOnEquity * 100, unit: 'percent', decimals: 2 },
      steps: [
        `Retention ratio: ${figure(retention)}`,
        `Return on opening equity: ${figure(returnOnEquity)}`,
        'Sustainable growth: their product',
      ],
    };
  },
};
