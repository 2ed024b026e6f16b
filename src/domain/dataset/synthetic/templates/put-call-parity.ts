import { drawPercent, drawStep } from '../drawing.ts';
import type { Template } from '../template.ts';
import { figure, percent, price } from '../wording.ts';

interface Inputs {
  readonly spot: number;
  readonly strike: number;
  readonly callPrice: number;
  readonly months: number;
  readonly riskFreePercent: number;
}

/** P = C + K e^(-rT) - S (Stoll, 1969). */
export const putCallParity: Template<Inputs> = {
  id: 'put-call-parity',
  category: 'options',
  difficulty: 'medium',
  generate(random) {
    const strike = drawStep(random, 40, 200, 5);
    const spot = drawStep(random, Math.ceil(strike * 0.9), Math.floor(strike * 1.1), 0.05);
    const months = random.int(3, 24);
    const riskFreePercent = drawPercent(random, 1, 6);
    const discountedStrike = strike * Math.exp((-riskFreePercent / 100) * (months / 12));
    // Above the no-arbitrage bound by a time value, so that the put is worth something.
    const intrinsic = Math.max(spot - discountedStrike, 0);
    const callPrice =
      Math.ceil(intrinsic * 100) / 100 + drawStep(random, 0.03 * strike, 0.12 * strike, 0.01);
    const inputs = {
      spot,
      strike,
      callPrice: Math.round(callPrice * 100) / 100,
      months,
      riskFreePercent,
    };
    return {
      inputs,
      question:
        `A stock without dividends trades at ${price(spot)}. A European call with a strike of ` +
        `${price(strike)} that expires in ${months} months costs ${price(inputs.callPrice)}. The ` +
        `continuously compounded risk-free rate is ${percent(riskFreePercent)} a year. ` +
        'What does put-call parity give for the European put of the same strike and expiry?',
      asked: { value: inputs.callPrice + discountedStrike - spot, unit: 'currency', decimals: 2 },
      steps: [
        `Discounted strike: ${figure(discountedStrike, 4)}`,
        `Put: ${inputs.callPrice} + ${figure(discountedStrike, 4)} - ${spot}`,
      ],
    };
  },
};
