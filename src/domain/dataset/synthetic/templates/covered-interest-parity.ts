import { formatMoney } from '../../answer-format.ts';
import { drawPercent, drawStep } from '../drawing.ts';
import type { Template } from '../template.ts';
import { figure, percent } from '../wording.ts';

interface Inputs {
  /** Dollars for one pound. */
  readonly spot: number;
  readonly dollarPercent: number;
  readonly poundPercent: number;
  readonly months: number;
}

/** F = S (1 + r_dollar T) / (1 + r_pound T), with simple interest. */
export const coveredInterestParity: Template<Inputs> = {
  id: 'covered-interest-parity',
  category: 'currencies',
  difficulty: 'medium',
  generate(random) {
    const low = drawPercent(random, 0.5, 3);
    const high = Math.round((low + drawPercent(random, 1.5, 4)) * 100) / 100;
    const [dollarPercent, poundPercent] = random.pick([
      [low, high],
      [high, low],
    ] as const);
    const inputs = {
      spot: drawStep(random, 1.05, 1.65, 0.0001),
      dollarPercent,
      poundPercent,
      months: random.int(3, 18),
    };
    const growth = (ratePercent: number): number => 1 + (ratePercent / 100) * (inputs.months / 12);
    return {
      inputs,
      question:
        `One pound costs ${formatMoney(inputs.spot, 4)}. Simple annual interest rates for ` +
        `${inputs.months} months are ${percent(dollarPercent)} in dollars and ` +
        `${percent(poundPercent)} in pounds. What forward rate for ${inputs.months} months, in ` +
        'dollars for one pound, does covered interest parity give?',
      // The spot rate must not pass.
      asked: {
        value: (inputs.spot * growth(dollarPercent)) / growth(poundPercent),
        unit: 'currency',
        decimals: 4,
        relativeTolerance: 0.0005,
      },
      steps: [
        `Growth of a dollar: ${figure(growth(dollarPercent), 8)}`,
        `Growth of a pound: ${figure(growth(poundPercent), 8)}`,
        'Forward rate: spot x growth of a dollar / growth of a pound',
      ],
    };
  },
};
