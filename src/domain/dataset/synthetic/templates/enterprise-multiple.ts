import { drawStep } from '../drawing.ts';
import type { Template } from '../template.ts';
import { dollars, figure, price } from '../wording.ts';

/** In millions, except the share price. */
interface Inputs {
  readonly sharePrice: number;
  readonly shares: number;
  readonly debt: number;
  readonly cash: number;
  readonly operatingIncome: number;
  readonly depreciation: number;
}

/** EV/EBITDA: equity plus debt less cash, over operating income plus depreciation. */
export const enterpriseMultiple: Template<Inputs> = {
  id: 'enterprise-multiple',
  category: 'ratios',
  difficulty: 'medium',
  generate(random) {
    const sharePrice = drawStep(random, 8, 140, 0.05);
    const shares = random.int(20, 400);
    const equity = sharePrice * shares;
    const share = (low: number, high: number): number =>
      random.int(Math.ceil(equity * low), Math.ceil(equity * high));
    const inputs = {
      sharePrice,
      shares,
      debt: share(0.1, 0.8),
      cash: share(0.03, 0.2),
      operatingIncome: share(0.06, 0.14),
      depreciation: share(0.02, 0.05),
    };
    const enterpriseValue = equity + inputs.debt - inputs.cash;
    const ebitda = inputs.operatingIncome + inputs.depreciation;
    return {
      inputs,
      question:
        `A company has ${shares} million shares at ${price(sharePrice)}, debt of ` +
        `${dollars(inputs.debt)} million and cash of ${dollars(inputs.cash)} million. Its ` +
        `operating income is ${dollars(inputs.operatingIncome)} million after depreciation and ` +
        `amortization of ${dollars(inputs.depreciation)} million. What is its EV/EBITDA multiple?`,
      asked: { value: enterpriseValue / ebitda, unit: 'ratio', decimals: 2 },
      steps: [
        `Enterprise value: ${figure(enterpriseValue, 2)} million`,
        `EBITDA: ${figure(ebitda, 0)} million`,
      ],
    };
  },
};
