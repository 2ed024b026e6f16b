import { blackScholesPrice } from '../../../options/black-scholes-price.ts';
import { blackScholesTerms } from '../../../options/black-scholes-terms.ts';
import { greeks } from '../../../options/greeks.ts';
import { figure, percent, price } from '../../synthetic/wording.ts';
import { contractMoney } from '../option-position.ts';
import {
  contractOf,
  drawQuote,
  marketOf,
  type OptionQuote,
  shareSentence,
} from '../option-quote.ts';
import { type OptionsTemplate, TOLERANCE } from '../template.ts';

interface Inputs extends OptionQuote {
  readonly contracts: number;
}

/** Two defences of sold calls the share has run into: buying them back, or shares against them. */
export const testedCall: OptionsTemplate<Inputs> = {
  id: 'tested-call',
  category: 'Strategy Defense',
  difficulty: 'hard',
  generate(random) {
    const quote = drawQuote(random, 0);
    const contracts = random.int(2, 40);
    const call = contractOf(quote, 'call');
    const market = marketOf(quote);
    const delta = greeks(call, market)?.delta;
    if (delta === undefined) throw new RangeError('a drawn option has time and volatility left');
    const { d1 } = blackScholesTerms(call, market);
    return {
      inputs: { ...quote, contracts },
      question:
        `${shareSentence(quote)} The volatility is ${percent(quote.volatilityPercent)} a year. A trader ` +
        `is short ${contracts} European call contracts (100 shares each) with a strike of ` +
        `${price(quote.strike)} and ${quote.days} days to expiry. By the Black-Scholes formula, what does ` +
        'it cost in dollars to buy all of them back, and how many shares (fractions allowed) must be ' +
        'bought instead to make the position delta-neutral?',
      answers: {
        buyback_cost: contractMoney(blackScholesPrice(call, market), contracts),
        shares_to_buy: contractMoney(delta, contracts),
      },
      relativeTolerance: TOLERANCE.model,
      steps: [`d1 = ${figure(d1)}`, `Delta of the call: ${figure(delta)}`],
    };
  },
};
