import { netPremium } from '../../../options/strategy.ts';
import { maxLoss, maxProfit } from '../../../options/strategy-extremes.ts';
import { drawStep } from '../../synthetic/drawing.ts';
import { figure, price } from '../../synthetic/wording.ts';
import { bothBreakevens, bought, limitedAmount, sold, toCents } from '../option-position.ts';
import { type OptionsTemplate, TOLERANCE } from '../template.ts';

interface Inputs {
  readonly contracts: number;
  readonly putStrikes: readonly [bought: number, sold: number];
  readonly callStrikes: readonly [sold: number, bought: number];
  readonly putPremiums: readonly [bought: number, sold: number];
  readonly callPremiums: readonly [sold: number, bought: number];
}

/** A put spread and a call spread sold around the share price. */
export const ironCondor: OptionsTemplate<Inputs> = {
  id: 'iron-condor',
  category: 'Strategy Construction',
  difficulty: 'medium',
  generate(random) {
    const middle = drawStep(random, 100, 600, 5);
    const width = random.pick([5, 10, 15, 20]);
    const [putGap, callGap] = [drawStep(random, 10, 40, 5), drawStep(random, 10, 40, 5)];
    // The credits of both sides together stay below the width, or there would be no loss.
    const credit = () => drawStep(random, 0.12 * width, 0.3 * width, 0.05);
    const [putWing, callWing] = [drawStep(random, 0.5, 3, 0.05), drawStep(random, 0.5, 3, 0.05)];
    const inputs: Inputs = {
      contracts: random.int(2, 40),
      putStrikes: [middle - putGap - width, middle - putGap],
      callStrikes: [middle + callGap, middle + callGap + width],
      putPremiums: [putWing, toCents(putWing + credit())],
      callPremiums: [toCents(callWing + credit()), callWing],
    };
    const legs = [
      bought('put', inputs.putStrikes[0], inputs.putPremiums[0], inputs.contracts),
      sold('put', inputs.putStrikes[1], inputs.putPremiums[1], inputs.contracts),
      sold('call', inputs.callStrikes[0], inputs.callPremiums[0], inputs.contracts),
      bought('call', inputs.callStrikes[1], inputs.callPremiums[1], inputs.contracts),
    ];
    const [lower, upper] = bothBreakevens(legs);
    return {
      inputs,
      question:
        `A trader opens ${inputs.contracts} iron condors on 100 shares each: buys the ` +
        `${price(inputs.putStrikes[0])} put at ${price(inputs.putPremiums[0])} and sells the ` +
        `${price(inputs.putStrikes[1])} put at ${price(inputs.putPremiums[1])}, sells the ` +
        `${price(inputs.callStrikes[0])} call at ${price(inputs.callPremiums[0])} and buys the ` +
        `${price(inputs.callStrikes[1])} call at ${price(inputs.callPremiums[1])}, premiums a ` +
        'share, all of one expiry. What are, in dollars for the whole position, the largest ' +
        'profit and the largest loss (as a positive amount) at expiry, and at which share prices ' +
        'does it break even?',
      answers: {
        max_profit: limitedAmount(maxProfit(legs)),
        max_loss: limitedAmount(maxLoss(legs)),
        lower_breakeven: lower,
        upper_breakeven: upper,
      },
      relativeTolerance: TOLERANCE.arithmetic,
      steps: [
        `Net credit for the position: ${figure(-netPremium(legs), 2)}`,
        `Largest loss: the width of ${width} less the credit a share, on ${inputs.contracts * 100} shares`,
      ],
    };
  },
};
