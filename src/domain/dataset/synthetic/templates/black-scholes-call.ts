import { normalCdf } from '../../../math/normal-cdf.ts';
import { drawPercent, drawStep } from '../drawing.ts';
import type { Template } from '../template.ts';
import { figure, percent, price } from '../wording.ts';

interface Inputs {
  readonly spot: number;
  readonly strike: number;
  readonly months: number;
  readonly riskFreePercent: number;
  readonly volatilityPercent: number;
}

/** C = S N(d1) - K e^(-rT) N(d2) (Black and Scholes, 1973), without dividends. */
export const blackScholesCall: Template<Inputs> = {
  id: 'black-scholes-call',
  category: 'options',
  difficulty: 'hard',
  generate(random) {
    const strike = drawStep(random, 20, 200, 5);
    const inputs = {
      // Not far out of the money: a price of a few cents would be all rounding.
      spot: drawStep(random, Math.ceil(strike * 0.9), Math.floor(strike * 1.15), 0.05),
      strike,
      months: random.int(3, 18),
      riskFreePercent: drawPercent(random, 1, 6),
      volatilityPercent: drawPercent(random, 18, 50),
    };
    const yearsToExpiry = inputs.months / 12;
    const stdDev = (inputs.volatilityPercent / 100) * Math.sqrt(yearsToExpiry);
    const discountedStrike = strike * Math.exp((-inputs.riskFreePercent / 100) * yearsToExpiry);
    const d1 = Math.log(inputs.spot / discountedStrike) / stdDev + stdDev / 2;
    const d2 = d1 - stdDev;
    return {
      inputs,
      question:
        `A stock without dividends trades at ${price(inputs.spot)}. A European call on it has a ` +
        `strike of ${price(strike)} and expires in ${inputs.months} months. The continuously ` +
        `compounded risk-free rate is ${percent(inputs.riskFreePercent)} a year and the ` +
        `volatility ${percent(inputs.volatilityPercent)} a year. What is the call worth by ` +
        'the Black-Scholes formula?',
      asked: {
        value: inputs.spot * normalCdf(d1) - discountedStrike * normalCdf(d2),
        unit: 'currency',
        decimals: 2,
      },
      steps: [
        `d1 = ${figure(d1)}, d2 = ${figure(d2)}`,
        `N(d1) = ${figure(normalCdf(d1))}, N(d2) = ${figure(normalCdf(d2))}`,
        `Discounted strike: ${figure(discountedStrike, 4)}`,
      ],
    };
  },
};
