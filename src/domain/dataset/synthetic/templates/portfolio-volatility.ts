import { drawPercent, drawStep } from '../drawing.ts';
import type { Template } from '../template.ts';
import { figure, percent } from '../wording.ts';

interface Inputs {
  /** In the first asset; the rest is in the second. */
  readonly weightPercent: number;
  readonly volatilityPercents: readonly [number, number];
  readonly correlation: number;
}

/** Variance = w² s1² + (1-w)² s2² + 2 w (1-w) rho s1 s2 (Markowitz). */
export const portfolioVolatility: Template<Inputs> = {
  id: 'portfolio-volatility',
  category: 'portfolio',
  difficulty: 'medium',
  generate(random) {
    const inputs: Inputs = {
      weightPercent: random.int(15, 85),
      volatilityPercents: [drawPercent(random, 5, 18), drawPercent(random, 20, 45)],
      correlation: drawStep(random, -0.6, 0.7, 0.05),
    };
    const [first, second] = inputs.volatilityPercents;
    const riskOfFirst = (inputs.weightPercent / 100) * first;
    const riskOfSecond = (1 - inputs.weightPercent / 100) * second;
    const variance =
      riskOfFirst ** 2 + riskOfSecond ** 2 + 2 * inputs.correlation * riskOfFirst * riskOfSecond;
    return {
      inputs,
      question:
        `A portfolio holds ${inputs.weightPercent}% in asset A, with an annual volatility of ` +
        `${percent(first)}, and the rest in asset B, with an annual volatility of ` +
        `${percent(second)}. The correlation of their returns is ` +
        `${inputs.correlation.toFixed(2)}. What is the annual volatility of the portfolio?`,
      asked: { value: Math.sqrt(variance), unit: 'percent', decimals: 2 },
      steps: [
        `Weighted volatilities: ${figure(riskOfFirst, 4)} and ${figure(riskOfSecond, 4)} points`,
        `Variance: ${figure(variance, 4)} squared points`,
        'Volatility: its square root',
      ],
    };
  },
};
