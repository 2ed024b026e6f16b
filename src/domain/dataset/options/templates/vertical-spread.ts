import { netPremium } from '../../../options/strategy.ts';
import { maxLoss, maxProfit } from '../../../options/strategy-extremes.ts';
import { drawStep } from '../../synthetic/drawing.ts';
import { figure, price } from '../../synthetic/wording.ts';
import { bought, limitedAmount, onlyBreakeven, sold, toCents } from '../option-position.ts';
import { type OptionsTemplate, TOLERANCE } from '../template.ts';

interface Inputs {
  readonly contracts: number;
  readonly boughtStrike: number;
  readonly soldStrike: number;
  readonly boughtPremium: number;
  readonly soldPremium: number;
}

/** A bull call or bear put spread paid for. */
export const verticalSpread: OptionsTemplate<Inputs> = {
  id: 'vertical-spread',
  category: 'Strategy Construction',
  difficulty: 'easy',
  generate(random) {
    const right = random.pick(['call', 'put'] as const);
    const boughtStrike = drawStep(random, 60, 500, 5);
    const width = random.pick([5, 10, 15, 20, 25]);
    const soldPremium = drawStep(random, 1, 6, 0.05);
    const inputs = {
      contracts: random.int(2, 40),
      boughtStrike,
      soldStrike: right === 'call' ? boughtStrike + width : boughtStrike - width,
      boughtPremium: toCents(soldPremium + drawStep(random, 0.25 * width, 0.6 * width, 0.05)),
      soldPremium,
    };
    const legs = [
      bought(right, boughtStrike, inputs.boughtPremium, inputs.contracts),
      sold(right, inputs.soldStrike, soldPremium, inputs.contracts),
    ];
    return {
      inputs,
      question:
        `A trader buys ${inputs.contracts} ${right}s (100 shares each) with a strike of ` +
        `${price(boughtStrike)} at ${price(inputs.boughtPremium)} a share and sells as many ` +
        `${right}s of the same expiry with a strike of ${price(inputs.soldStrike)} at ` +
        `${price(soldPremium)}. What are, in dollars for the whole position, the largest profit ` +
        'and the largest loss (as a positive amount) at expiry, and at which share price does it ' +
        'break even?',
      answers: {
        max_profit: limitedAmount(maxProfit(legs)),
        max_loss: limitedAmount(maxLoss(legs)),
        breakeven: onlyBreakeven(legs),
      },
      relativeTolerance: TOLERANCE.arithmetic,
      steps: [
        `Net debit for the position: ${figure(netPremium(legs), 2)}`,
        `The strikes are ${width} apart`,
      ],
    };
  },
};
