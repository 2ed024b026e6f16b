import { maxLoss } from '../../../options/strategy-extremes.ts';
import { drawStep } from '../../synthetic/drawing.ts';
import { figure, price } from '../../synthetic/wording.ts';
import { contractMoney, limitedAmount, onlyBreakeven, sold, toCents } from '../option-position.ts';
import { type OptionsTemplate, TOLERANCE } from '../template.ts';

interface Inputs {
  readonly contracts: number;
  readonly firstStrike: number;
  readonly firstCredit: number;
  readonly buybackPrice: number;
  readonly secondStrike: number;
  readonly secondCredit: number;
}

/** A put that went wrong, rolled down and out. */
export const rolledPut: OptionsTemplate<Inputs> = {
  id: 'rolled-put',
  category: 'Strategy Defense',
  difficulty: 'medium',
  generate(random) {
    const firstStrike = drawStep(random, 60, 250, 5);
    const firstCredit = drawStep(random, 1.5, 6, 0.05);
    const buybackPrice = toCents(firstCredit + drawStep(random, 2, 8, 0.05));
    const inputs = {
      contracts: random.int(2, 40),
      firstStrike,
      firstCredit,
      buybackPrice,
      secondStrike: firstStrike - random.pick([5, 10, 15]),
      // More than the loss on the first put: the roll as a whole is still paid for.
      secondCredit: toCents(buybackPrice - firstCredit + drawStep(random, 0.8, 4, 0.05)),
    };
    const { contracts, secondStrike, secondCredit } = inputs;
    const netCredit = toCents(firstCredit - buybackPrice + secondCredit);
    const position = [sold('put', secondStrike, netCredit, contracts)];
    return {
      inputs,
      question:
        `A trader sold ${contracts} put contracts (100 shares each) with a strike of ` +
        `${price(firstStrike)} for ${price(firstCredit)} a share. The share fell; the trader buys them ` +
        `back at ${price(buybackPrice)} and sells as many puts of a later expiry with a strike of ` +
        `${price(secondStrike)} for ${price(secondCredit)}. Counting all three trades, what is the net ` +
        'credit in dollars, at which share price at the later expiry does the trader break even, and ' +
        'how many dollars are lost if the share is worthless then?',
      answers: {
        net_credit: contractMoney(netCredit, contracts),
        breakeven: onlyBreakeven(position),
        max_loss: limitedAmount(maxLoss(position)),
      },
      relativeTolerance: TOLERANCE.arithmetic,
      steps: [`Net credit a share: ${figure(netCredit, 2)}`],
    };
  },
};
