import { forwardValue, putFromCall } from '../../../options/put-call-parity.ts';
import { drawPercent, drawStep } from '../../synthetic/drawing.ts';
import { figure, price } from '../../synthetic/wording.ts';
import { contractMoney, toCents } from '../option-position.ts';
import { contractOf, marketOf, type OptionQuote, shareSentence } from '../option-quote.ts';
import { type OptionsTemplate, TOLERANCE } from '../template.ts';

interface Inputs extends Omit<OptionQuote, 'volatilityPercent'> {
  readonly callPrice: number;
  readonly putPrice: number;
  readonly contracts: number;
}

/** P = C - S + K e^(-rT); a quoted put off this price is money for nothing. */
export const parityArbitrage: OptionsTemplate<Inputs> = {
  id: 'parity-arbitrage',
  category: 'Options Pricing',
  difficulty: 'medium',
  generate(random) {
    const strike = drawStep(random, 50, 200, 5);
    const terms = {
      spot: drawStep(random, Math.ceil(strike * 0.93), Math.floor(strike * 1.07), 0.05),
      strike,
      days: random.int(40, 360),
      riskFreePercent: drawPercent(random, 2, 6),
      dividendPercent: 0,
    };
    const contract = contractOf(terms, 'put');
    const market = marketOf({ ...terms, volatilityPercent: 0 });
    const forward = forwardValue(contract, market);
    const callPrice = toCents(Math.max(forward, 0) + strike * (drawPercent(random, 6, 12) / 100));
    const fairPut = putFromCall(callPrice, contract, market);
    const mispricing = random.pick([1, -1]) * drawStep(random, 0.8, 2.4, 0.05);
    const putPrice = toCents(fairPut + mispricing);
    const contracts = random.int(2, 30);
    return {
      inputs: { ...terms, callPrice, putPrice, contracts },
      question:
        `${shareSentence(terms)} A European call with a strike of ${price(strike)} and ` +
        `${terms.days} days to expiry trades at ${price(callPrice)}, the put of the same strike ` +
        `and expiry at ${price(putPrice)}. What should the put cost, a share, beside this call by ` +
        `put-call parity, and what riskless profit in dollars does an arbitrage with ${contracts} ` +
        'contracts of puts (100 shares each) lock in today?',
      answers: {
        fair_put_price: fairPut,
        riskless_profit: contractMoney(Math.abs(putPrice - fairPut), contracts),
      },
      relativeTolerance: TOLERANCE.model,
      steps: [
        `Share less discounted strike: ${figure(forward, 4)}`,
        `Fair put: ${price(callPrice)} less ${figure(forward, 4)}, which is ${figure(fairPut, 4)}`,
        `Mispriced by ${figure(putPrice - fairPut, 4)} a share on ${contracts * 100} shares`,
      ],
    };
  },
};
