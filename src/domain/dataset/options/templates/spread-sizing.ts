import { maxLoss } from '../../../options/strategy-extremes.ts';
import { drawStep } from '../../synthetic/drawing.ts';
import { dollars, figure, percent, price } from '../../synthetic/wording.ts';
import { bought, limitedAmount, sold, toCents } from '../option-position.ts';
import { type OptionsTemplate, TOLERANCE } from '../template.ts';

interface Inputs {
  readonly account: number;
  readonly riskPercent: number;
  readonly soldStrike: number;
  readonly boughtStrike: number;
  readonly credit: number;
}

/** How many put spreads an account can carry when a bad end may cost only a share of it. */
export const spreadSizing: OptionsTemplate<Inputs> = {
  id: 'spread-sizing',
  category: 'Risk Management',
  difficulty: 'medium',
  generate(random) {
    const width = random.pick([5, 10, 15]);
    const soldStrike = drawStep(random, 60, 400, 5);
    const inputs = {
      account: drawStep(random, 150_000, 900_000, 5_000),
      riskPercent: drawStep(random, 2, 5, 0.25),
      soldStrike,
      boughtStrike: soldStrike - width,
      credit: drawStep(random, 0.15 * width, 0.45 * width, 0.01),
    };
    const boughtPremium = 1;
    const spread = [
      sold('put', soldStrike, toCents(boughtPremium + inputs.credit), 1),
      bought('put', inputs.boughtStrike, boughtPremium, 1),
    ];
    const riskPerSpread = toCents(limitedAmount(maxLoss(spread)));
    const budget = (inputs.account * inputs.riskPercent) / 100;
    const contracts = Math.floor(budget / riskPerSpread);
    return {
      inputs,
      question:
        `An account of ${dollars(inputs.account)} may lose at most ${percent(inputs.riskPercent)} of it ` +
        `on one trade. Put spreads on 100 shares each are sold for a credit of ${price(inputs.credit)} a ` +
        `share: the ${price(soldStrike)} put is sold, the ${price(inputs.boughtStrike)} put bought. What ` +
        'is the largest loss of one spread in dollars, how many spreads (a whole number) may be sold, ' +
        'and how many dollars can all of them together lose?',
      answers: {
        loss_per_spread: riskPerSpread,
        contracts,
        total_risk: contracts * riskPerSpread,
      },
      relativeTolerance: TOLERANCE.arithmetic,
      steps: [
        `Risk budget: ${dollars(budget)}`,
        `Budget over risk: ${figure(budget / riskPerSpread, 2)} spreads, rounded down`,
      ],
    };
  },
};
