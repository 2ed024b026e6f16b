import { drawStep } from '../drawing.ts';
import type { Template } from '../template.ts';
import { dollars, figure } from '../wording.ts';

/** In millions of dollars. */
interface Inputs {
  readonly revenue: number;
  readonly netIncome: number;
  readonly assets: number;
  readonly debt: number;
}

/** ROE = margin x asset turnover x leverage, equity being assets less liabilities. */
export const dupontReturnOnEquity: Template<Inputs> = {
  id: 'dupont-return-on-equity',
  category: 'ratios',
  difficulty: 'medium',
  generate(random) {
    const revenue = drawStep(random, 200, 4_000, 1);
    const assets = drawStep(random, Math.ceil(revenue * 0.6), revenue * 2, 1);
    const inputs = {
      revenue,
      netIncome: drawStep(random, Math.ceil(revenue * 0.03), Math.ceil(revenue * 0.14), 1),
      assets,
      debt: drawStep(random, Math.ceil(assets * 0.3), Math.floor(assets * 0.75), 1),
    };
    const margin = inputs.netIncome / revenue;
    const turnover = revenue / assets;
    const leverage = assets / (assets - inputs.debt);
    return {
      inputs,
      question:
        `A company reports revenue of ${dollars(revenue)} million, net income of ` +
        `${dollars(inputs.netIncome)} million, total assets of ${dollars(assets)} million and ` +
        `total liabilities of ${dollars(inputs.debt)} million. What is its return on equity ` +
        'by the DuPont identity, on year-end equity?',
      asked: { value: margin * turnover * leverage * 100, unit: 'percent', decimals: 2 },
      steps: [
        `Net margin: ${figure(margin)}`,
        `Asset turnover: ${figure(turnover)}`,
        `Leverage, assets over equity: ${figure(leverage)}`,
        'Return on equity: their product',
      ],
    };
  },
};
