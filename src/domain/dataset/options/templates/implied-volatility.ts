import { blackScholesPrice } from '../../../options/black-scholes-price.ts';
import { greeks } from '../../../options/greeks.ts';
import { impliedVolatility } from '../../../options/implied-volatility.ts';
import { figure, price } from '../../synthetic/wording.ts';
import { toCents } from '../option-position.ts';
import {
  contractOf,
  drawQuote,
  marketOf,
  type OptionQuote,
  shareSentence,
} from '../option-quote.ts';
import { type OptionsTemplate, TOLERANCE } from '../template.ts';

interface Inputs extends Omit<OptionQuote, 'volatilityPercent'> {
  readonly premium: number;
}

/** The volatility a quoted premium implies, and the hedge it asks for. */
export const impliedVolatilityQuote: OptionsTemplate<Inputs> = {
  id: 'implied-volatility',
  category: 'Volatility Trading',
  difficulty: 'hard',
  generate(random) {
    const { volatilityPercent, ...quote } = drawQuote(random, 3);
    const right = random.pick(['call', 'put'] as const);
    const contract = contractOf(quote, right);
    const drawn = marketOf({ ...quote, volatilityPercent });
    // The gold answer is the volatility of the rounded premium, the one the question states.
    const premium = toCents(blackScholesPrice(contract, drawn));
    const volatility = impliedVolatility(contract, drawn, premium);
    if (volatility === undefined) throw new RangeError('a drawn premium is within its bounds');
    const delta = greeks(contract, { ...drawn, volatility })?.delta;
    if (delta === undefined) throw new RangeError('a drawn option has time and volatility left');
    return {
      inputs: { ...quote, premium },
      question:
        `${shareSentence(quote)} A European ${right} with a strike of ${price(quote.strike)} and ` +
        `${quote.days} days to expiry trades at ${price(premium)} a share. Which volatility a ` +
        'year does this premium imply by the Black-Scholes-Merton formula, and what is the ' +
        'delta of the option at this volatility?',
      answers: { implied_volatility_percent: volatility * 100, delta },
      relativeTolerance: TOLERANCE.model,
      steps: [
        `At a volatility of ${figure(volatility * 100, 4)}% the formula gives ${figure(blackScholesPrice(contract, { ...drawn, volatility }), 4)}`,
      ],
    };
  },
};
