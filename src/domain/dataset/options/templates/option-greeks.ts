import { blackScholesTerms } from '../../../options/black-scholes-terms.ts';
import { greeks } from '../../../options/greeks.ts';
import { figure, percent, price } from '../../synthetic/wording.ts';
import {
  contractOf,
  drawQuote,
  marketOf,
  type OptionQuote,
  shareSentence,
} from '../option-quote.ts';
import { type OptionsTemplate, TOLERANCE } from '../template.ts';

/** All five Greeks of one option, in the units traders quote them in. */
export const optionGreeks: OptionsTemplate<OptionQuote> = {
  id: 'option-greeks',
  category: 'Greeks Analysis',
  difficulty: 'hard',
  generate(random) {
    const quote = drawQuote(random, 0);
    const right = random.pick(['call', 'put'] as const);
    const contract = contractOf(quote, right);
    const market = marketOf(quote);
    const { d1, d2 } = blackScholesTerms(contract, market);
    const found = greeks(contract, market);
    if (found === undefined) throw new RangeError('a drawn option has time and volatility left');
    return {
      inputs: quote,
      question:
        `${shareSentence(quote)} The volatility is ${percent(quote.volatilityPercent)} a year. For a ` +
        `European ${right} with a strike of ${price(quote.strike)} and ${quote.days} days to ` +
        'expiry, what are, a share and by the Black-Scholes formula, delta, gamma (change of ' +
        'delta for one dollar), theta for one calendar day (negative when time costs value), ' +
        'vega for one percentage point of volatility and rho for one percentage point of the rate?',
      answers: {
        delta: found.delta,
        gamma: found.gamma,
        theta: found.thetaPerDay,
        vega: found.vegaPerVolPoint,
        rho: found.rhoPerPercent,
      },
      relativeTolerance: TOLERANCE.model,
      steps: [`d1 = ${figure(d1)}, d2 = ${figure(d2)}`],
    };
  },
};
