import { maxProfit } from '../../../options/strategy-extremes.ts';
import { drawStep } from '../../synthetic/drawing.ts';
import { figure, price } from '../../synthetic/wording.ts';
import { bought, limitedAmount, onlyBreakeven, sold, toCents } from '../option-position.ts';
import { type OptionsTemplate, TOLERANCE } from '../template.ts';

interface Inputs {
  readonly spot: number;
  readonly boughtStrike: number;
  readonly soldStrike: number;
  readonly debit: number;
  readonly target: number;
  readonly stop: number;
}

/** What a posted call spread must do to be worth copying. */
export const copiedSpread: OptionsTemplate<Inputs> = {
  id: 'copied-spread',
  category: 'Copy Trading',
  difficulty: 'medium',
  generate(random) {
    const width = random.pick([5, 10, 15, 20]);
    const boughtStrike = drawStep(random, 60, 400, 5);
    const debit = drawStep(random, 0.3 * width, 0.5 * width, 0.05);
    const inputs = {
      // Below the strike by at least a percent: the share has some way to go.
      spot: drawStep(random, Math.ceil(boughtStrike * 0.92), Math.floor(boughtStrike * 0.99), 0.05),
      boughtStrike,
      soldStrike: boughtStrike + width,
      debit,
      target: toCents(debit + drawStep(random, 0.15 * width, 0.4 * width, 0.05)),
      stop: toCents(debit - drawStep(random, 0.1 * width, 0.25 * width, 0.05)),
    };
    const soldPremium = 1;
    const spread = [
      bought('call', boughtStrike, toCents(debit + soldPremium), 1),
      sold('call', inputs.soldStrike, soldPremium, 1),
    ];
    const breakeven = onlyBreakeven(spread);
    const [gain, loss] = [inputs.target - debit, debit - inputs.stop];
    return {
      inputs,
      question:
        `A trader you follow posts: "Bought the ${price(boughtStrike)}/${price(inputs.soldStrike)} call ` +
        `spread for ${price(debit)} a share, target ${price(inputs.target)}, stop ${price(inputs.stop)}." ` +
        `The share trades at ${price(inputs.spot)}. For one spread on 100 shares, what is the largest ` +
        'profit at expiry in dollars, by how many percent must the share rise until expiry to break ' +
        'even, and what percentage of such trades, all closed at target or at stop, must reach the ' +
        'target so that copying them neither gains nor loses?',
      answers: {
        max_profit: limitedAmount(maxProfit(spread)),
        required_rise_percent: (breakeven / inputs.spot - 1) * 100,
        required_wins_percent: (loss / (gain + loss)) * 100,
      },
      relativeTolerance: TOLERANCE.arithmetic,
      steps: [
        `Break-even at ${figure(breakeven, 2)}`,
        `A trade gains ${figure(gain, 2)} at target and loses ${figure(loss, 2)} at stop`,
      ],
    };
  },
};
