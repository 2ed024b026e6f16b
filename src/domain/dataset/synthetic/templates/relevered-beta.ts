import { drawStep } from '../drawing.ts';
import type { Template } from '../template.ts';
import { figure, percent } from '../wording.ts';

interface Inputs {
  readonly peerBeta: number;
  readonly peerDebtToEquity: number;
  readonly targetDebtToEquity: number;
  readonly taxPercent: number;
}

/** Levered beta = unlevered beta (1 + (1 - tax) D/E), with riskless debt (Hamada, 1972). */
export const releveredBeta: Template<Inputs> = {
  id: 'relevered-beta',
  category: 'corporate-finance',
  difficulty: 'medium',
  generate(random) {
    const low = drawStep(random, 0.1, 0.5, 0.01);
    const high = drawStep(random, 0.7, 1.6, 0.01);
    const [peerDebtToEquity, targetDebtToEquity] = random.pick([
      [low, high],
      [high, low],
    ] as const);
    const inputs = {
      peerBeta: drawStep(random, 0.7, 1.8, 0.01),
      peerDebtToEquity,
      targetDebtToEquity,
      taxPercent: drawStep(random, 15, 35, 0.5),
    };
    const leverage = (debtToEquity: number): number =>
      1 + (1 - inputs.taxPercent / 100) * debtToEquity;
    const unlevered = inputs.peerBeta / leverage(peerDebtToEquity);
    return {
      inputs,
      question:
        `A listed peer has an equity beta of ${inputs.peerBeta.toFixed(2)} and a debt-to-equity ` +
        `ratio of ${peerDebtToEquity.toFixed(2)}. A private company in the same business has a ` +
        `debt-to-equity ratio of ${targetDebtToEquity.toFixed(2)}. Both pay tax at ` +
        `${percent(inputs.taxPercent)}, and debt has a beta of zero. What equity beta does the ` +
        'Hamada equation give for the private company?',
      asked: { value: unlevered * leverage(targetDebtToEquity), unit: 'ratio', decimals: 3 },
      steps: [
        `Unlevered beta: ${inputs.peerBeta} / ${figure(leverage(peerDebtToEquity))} = ${figure(unlevered)}`,
        `Levered again: ${figure(unlevered)} x ${figure(leverage(targetDebtToEquity))}`,
      ],
    };
  },
};
