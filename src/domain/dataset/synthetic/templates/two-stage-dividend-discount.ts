import { presentValue } from '../../../math/cash-flows.ts';
import { drawPercent, drawStep } from '../drawing.ts';
import type { Template } from '../template.ts';
import { figure, percent, price } from '../wording.ts';

interface Inputs {
  readonly dividend: number;
  readonly highGrowthPercent: number;
  readonly highGrowthYears: number;
  readonly terminalGrowthPercent: number;
  readonly requiredPercent: number;
}

/** Discounted dividends of the first stage plus the discounted Gordon value at its end. */
export const twoStageDividendDiscount: Template<Inputs> = {
  id: 'two-stage-dividend-discount',
  category: 'corporate-finance',
  difficulty: 'hard',
  generate(random) {
    const inputs = {
      dividend: drawStep(random, 0.8, 5, 0.01),
      highGrowthPercent: drawPercent(random, 8, 18),
      highGrowthYears: random.int(3, 6),
      terminalGrowthPercent: drawPercent(random, 1.5, 4),
      requiredPercent: drawPercent(random, 8.5, 13),
    };
    const growth = 1 + inputs.highGrowthPercent / 100;
    const required = inputs.requiredPercent / 100;
    const terminalGrowth = inputs.terminalGrowthPercent / 100;
    const dividends = Array.from(
      { length: inputs.highGrowthYears },
      (_, index) => inputs.dividend * growth ** (index + 1),
    );
    const firstStage = presentValue(dividends, required);
    const lastDividend = inputs.dividend * growth ** inputs.highGrowthYears;
    const terminal = (lastDividend * (1 + terminalGrowth)) / (required - terminalGrowth);
    const discountedTerminal = terminal / (1 + required) ** inputs.highGrowthYears;
    return {
      inputs,
      question:
        `A share has just paid its annual dividend of ${price(inputs.dividend)}. The dividend ` +
        `grows by ${percent(inputs.highGrowthPercent)} a year for the next ` +
        `${inputs.highGrowthYears} years and by ${percent(inputs.terminalGrowthPercent)} a year ` +
        `from then on. Investors require ${percent(inputs.requiredPercent)} a year. What is the ` +
        'share worth by the dividend discount model?',
      asked: { value: firstStage + discountedTerminal, unit: 'currency', decimals: 2 },
      steps: [
        `Present value of the first ${inputs.highGrowthYears} dividends: ${figure(firstStage)}`,
        `Value of all later ones, at the end of year ${inputs.highGrowthYears}: ${figure(terminal)}`,
        `Discounted to today: ${figure(discountedTerminal)}`,
      ],
    };
  },
};
