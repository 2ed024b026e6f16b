import { blackScholesPrice } from '../../../options/black-scholes-price.ts';
import { blackScholesTerms } from '../../../options/black-scholes-terms.ts';
import { figure, percent, price } from '../../synthetic/wording.ts';
import {
  contractOf,
  drawQuote,
  marketOf,
  type OptionQuote,
  shareSentence,
} from '../option-quote.ts';
import { type OptionsTemplate, TOLERANCE } from '../template.ts';

/** Black, Scholes and Merton with a continuous dividend yield. */
export const europeanPair: OptionsTemplate<OptionQuote> = {
  id: 'european-pair',
  category: 'Options Pricing',
  difficulty: 'medium',
  generate(random) {
    const quote = drawQuote(random, 4);
    const market = marketOf(quote);
    const { d1, d2, discountedSpot, discountedStrike } = blackScholesTerms(
      contractOf(quote, 'call'),
      market,
    );
    return {
      inputs: quote,
      question:
        `${shareSentence(quote)} The volatility is ${percent(quote.volatilityPercent)} a year. ` +
        `What are a European call and a European put with a strike of ${price(quote.strike)} and ` +
        `${quote.days} days to expiry worth, a share, by the Black-Scholes-Merton formula?`,
      answers: {
        call_price: blackScholesPrice(contractOf(quote, 'call'), market),
        put_price: blackScholesPrice(contractOf(quote, 'put'), market),
      },
      relativeTolerance: TOLERANCE.model,
      steps: [
        `d1 = ${figure(d1)}, d2 = ${figure(d2)}`,
        `Discounted spot: ${figure(discountedSpot, 4)}; discounted strike: ${figure(discountedStrike, 4)}`,
      ],
    };
  },
};
