import { blackScholesPrice } from '../../../options/black-scholes-price.ts';
import { formatNumber } from '../../answer-format.ts';
import { drawPercent, drawStep } from '../drawing.ts';
import type { Template } from '../template.ts';
import { figure, percent, price } from '../wording.ts';

interface Inputs {
  readonly shares: number;
  readonly spot: number;
  readonly strike: number;
  readonly months: number;
  readonly riskFreePercent: number;
  readonly volatilityPercent: number;
  readonly commission: number;
}

const SHARES_PER_CONTRACT = 100;

/** One Black-Scholes put a share, plus a commission for each contract of a hundred. */
export const protectivePutCost: Template<Inputs> = {
  id: 'protective-put-cost',
  category: 'options',
  difficulty: 'hard',
  generate(random) {
    const strike = drawStep(random, 30, 200, 5);
    const inputs = {
      shares: random.int(4, 60) * SHARES_PER_CONTRACT,
      // Not far out of the money: a price of a few cents would be all rounding.
      spot: drawStep(random, Math.ceil(strike * 0.95), Math.floor(strike * 1.1), 0.05),
      strike,
      months: random.int(3, 12),
      riskFreePercent: drawPercent(random, 1, 5),
      volatilityPercent: drawPercent(random, 22, 50),
      commission: drawStep(random, 0.5, 2.5, 0.05),
    };
    const contracts = inputs.shares / SHARES_PER_CONTRACT;
    const put = blackScholesPrice(
      { right: 'put', strike, yearsToExpiry: inputs.months / 12 },
      {
        spot: inputs.spot,
        riskFreeRate: inputs.riskFreePercent / 100,
        dividendYield: 0,
        volatility: inputs.volatilityPercent / 100,
      },
    );
    return {
      inputs,
      question:
        `An investor owns ${formatNumber(inputs.shares, 0)} shares without dividends, now at ` +
        `${price(inputs.spot)}, and protects all of them with European puts struck at ` +
        `${price(strike)} that expire in ${inputs.months} months. A contract covers ` +
        `${SHARES_PER_CONTRACT} shares and costs a commission of ${price(inputs.commission)}. ` +
        `The continuously compounded risk-free rate is ${percent(inputs.riskFreePercent)} a year ` +
        `and the volatility ${percent(inputs.volatilityPercent)} a year. With Black-Scholes ` +
        'premiums, what does the protection cost in total, commissions included?',
      asked: {
        value: inputs.shares * put + contracts * inputs.commission,
        unit: 'currency',
        decimals: 2,
      },
      steps: [
        `Put: ${figure(put)} a share`,
        `${contracts} contracts: premium ${figure(inputs.shares * put, 2)}, ` +
          `commissions ${figure(contracts * inputs.commission, 2)}`,
      ],
    };
  },
};
