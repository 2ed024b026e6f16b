import { expect, test } from 'vitest';
import { blackScholesCall } from '../../../src/domain/dataset/synthetic/templates/black-scholes-call.ts';
import { protectivePutCost } from '../../../src/domain/dataset/synthetic/templates/protective-put-cost.ts';
import { putCallParity } from '../../../src/domain/dataset/synthetic/templates/put-call-parity.ts';
import { normalCdf } from '../../../src/domain/math/normal-cdf.ts';
import { draftsOf } from '../../support/drafts.ts';
import { lognormalMean } from '../../support/lognormal.ts';

test('the Black-Scholes price is the discounted mean payoff of lognormal prices', () => {
  for (const { inputs, asked } of draftsOf(blackScholesCall)) {
    const { spot, strike, months, riskFreePercent, volatilityPercent } = inputs;
    const years = months / 12;
    const [rate, volatility] = [riskFreePercent / 100, volatilityPercent / 100];
    const payoff = (z: number): number => {
      const drift = (rate - volatility ** 2 / 2) * years;
      const terminal = spot * Math.exp(drift + volatility * Math.sqrt(years) * z);
      return Math.max(terminal - strike, 0) * Math.exp((-z * z) / 2);
    };
    // Trapezoids over ten deviations to either side.
    const step = 0.001;
    let area = 0;
    for (let z = -10; z <= 10; z += step) area += payoff(z) * step;
    const mean = area / Math.sqrt(2 * Math.PI);
    expect(asked.value).toBeCloseTo(Math.exp(-rate * years) * mean, 4);
  }
});

test('protection costs the discounted mean payoff of its puts and a commission a contract', () => {
  for (const { inputs, asked } of draftsOf(protectivePutCost)) {
    const { shares, spot, strike, months, riskFreePercent, volatilityPercent, commission } = inputs;
    const years = months / 12;
    const riskFreeRate = riskFreePercent / 100;
    const market = { spot, riskFreeRate, dividendYield: 0, volatility: volatilityPercent / 100 };
    const payoff = lognormalMean((terminal) => Math.max(strike - terminal, 0), market, years);
    const premium = shares * Math.exp(-riskFreeRate * years) * payoff;
    const cost = premium + (shares * commission) / 100;
    expect(asked.value / cost).toBeCloseTo(1, 5);
    // Commissions are small, but leaving out the premium or the contract size is not.
    expect(asked.value).toBeGreaterThan(2 * (shares / 100) * commission);
  }
});

test('put and share are worth as much as call and discounted strike', () => {
  for (const { inputs, asked } of draftsOf(putCallParity)) {
    const { spot, strike, callPrice, months, riskFreePercent } = inputs;
    // Continuous compounding as the limit of many short periods.
    const periods = 2 ** 26;
    const growth = (1 + (riskFreePercent * months) / 1200 / periods) ** periods;
    expect(asked.value + spot).toBeCloseTo(callPrice + strike / growth, 4);
    expect(asked.value).toBeGreaterThan(0);
  }
});

test.each([
  [0, 0.5],
  [1, 0.8413447460685429],
  [-1.96, 0.024997895148220435],
  [3, 0.9986501019683699],
  [-6, 9.865876450376946e-10],
  [-8, 6.220960574271785e-16],
])('the normal distribution function of %d agrees with published tables', (x, probability) => {
  expect(normalCdf(x) / probability).toBeCloseTo(1, 11);
});
