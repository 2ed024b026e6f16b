import { probabilityOfProfit } from '../../../options/probability-of-profit.ts';
import { drawStep } from '../../synthetic/drawing.ts';
import { figure, percent, price } from '../../synthetic/wording.ts';
import { bothBreakevens, bought } from '../option-position.ts';
import {
  contractOf,
  drawQuote,
  marketOf,
  type OptionQuote,
  shareSentence,
} from '../option-quote.ts';
import type { OptionsTemplate } from '../template.ts';

interface Inputs extends OptionQuote {
  readonly callPremium: number;
  readonly putPremium: number;
}

/** No strike passes for a break-even, and the probability may come from a table. */
const RELATIVE_TOLERANCE = 0.005;

/** Break-evens of a bought straddle and the odds of ending beyond them. */
export const straddleOdds: OptionsTemplate<Inputs> = {
  id: 'straddle-odds',
  category: 'Volatility Trading',
  difficulty: 'medium',
  generate(random) {
    const quote = drawQuote(random, 0);
    const contract = contractOf(quote, 'call');
    const stdDev = (quote.volatilityPercent / 100) * Math.sqrt(contract.yearsToExpiry);
    // About half of what a straddle is worth, each: the odds are then neither sure nor hopeless.
    const premium = () =>
      drawStep(random, 0.2 * stdDev * quote.strike, 0.5 * stdDev * quote.strike, 0.05);
    const inputs = { ...quote, callPremium: premium(), putPremium: premium() };
    const legs = [
      bought('call', quote.strike, inputs.callPremium, 1),
      bought('put', quote.strike, inputs.putPremium, 1),
    ];
    const [lower, upper] = bothBreakevens(legs);
    const probability = probabilityOfProfit(legs, marketOf(quote), contract.yearsToExpiry);
    return {
      inputs,
      question:
        `${shareSentence(quote)} A trader buys a call at ${price(inputs.callPremium)} and a put at ` +
        `${price(inputs.putPremium)} a share, both with a strike of ${price(quote.strike)} and ` +
        `${quote.days} days to expiry. Between which two share prices at expiry does the straddle ` +
        'lose, interest on the premiums left aside, and with which probability does it gain when ' +
        'the share price is lognormal with the risk-free rate as drift and a volatility of ' +
        `${percent(quote.volatilityPercent)} a year?`,
      answers: {
        lower_breakeven: lower,
        upper_breakeven: upper,
        profit_probability_percent: probability * 100,
      },
      relativeTolerance: RELATIVE_TOLERANCE,
      steps: [
        `Premiums together: ${price(inputs.callPremium + inputs.putPremium)}`,
        `Standard deviation of the log price at expiry: ${figure(stdDev)}`,
      ],
    };
  },
};
