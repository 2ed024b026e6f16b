import { coxRossRubinsteinPrice, coxRossRubinsteinStep } from '../../../options/binomial-price.ts';
import { drawPercent, drawStep } from '../../synthetic/drawing.ts';
import { figure, percent, price } from '../../synthetic/wording.ts';
import { contractOf, marketOf, type OptionQuote, shareSentence } from '../option-quote.ts';
import { type OptionsTemplate, TOLERANCE } from '../template.ts';

const STEPS = 3;

/** A tree small enough for paper, with and without early exercise. */
export const binomialPut: OptionsTemplate<OptionQuote> = {
  id: 'binomial-put',
  category: 'Options Pricing',
  difficulty: 'hard',
  generate(random) {
    const strike = drawStep(random, 40, 200, 5);
    const quote = {
      // In the money and with a high rate, so that early exercise is worth something.
      spot: drawStep(random, Math.ceil(strike * 0.85), Math.floor(strike * 0.97), 0.5),
      strike,
      days: random.int(200, 540),
      riskFreePercent: drawPercent(random, 4, 8),
      dividendPercent: 0,
      volatilityPercent: drawPercent(random, 22, 45),
    };
    const put = contractOf(quote, 'put');
    const market = marketOf(quote);
    const { up, down, upProbability } = coxRossRubinsteinStep(put.yearsToExpiry / STEPS, market);
    return {
      inputs: quote,
      question:
        `${shareSentence(quote)} The volatility is ${percent(quote.volatilityPercent)} a year. ` +
        `A put has a strike of ${price(strike)} and ${quote.days} days to expiry. On a ` +
        `Cox-Ross-Rubinstein tree of ${STEPS} equal steps (up factor e to the power of volatility ` +
        'times the square root of the step in years, down factor its inverse), what is the put ' +
        'worth, a share, if it is European and if it is American?',
      answers: {
        european_price: coxRossRubinsteinPrice(put, market, { steps: STEPS, style: 'european' }),
        american_price: coxRossRubinsteinPrice(put, market, { steps: STEPS, style: 'american' }),
      },
      relativeTolerance: TOLERANCE.model,
      steps: [
        `Up factor ${figure(up)}, down factor ${figure(down)}`,
        `Risk-neutral probability of an up step: ${figure(upProbability)}`,
        'The American put takes the larger of holding and exercising at every node',
      ],
    };
  },
};
