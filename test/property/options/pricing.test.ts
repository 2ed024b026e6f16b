import fc from 'fast-check';
import { expect, test } from 'vitest';
import { americanPrice } from '../../../src/domain/options/binomial-price.ts';
import { blackScholesPrice } from '../../../src/domain/options/black-scholes-price.ts';
import { greeks } from '../../../src/domain/options/greeks.ts';
import { impliedVolatility } from '../../../src/domain/options/implied-volatility.ts';
import type { MarketInputs, OptionContract } from '../../../src/domain/options/option-contract.ts';
import { forwardValue } from '../../../src/domain/options/put-call-parity.ts';

const between = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const anyContract: fc.Arbitrary<OptionContract> = fc.record({
  right: fc.constantFrom('call', 'put'),
  strike: between(50, 200),
  yearsToExpiry: between(0.02, 3),
});
const anyMarket: fc.Arbitrary<MarketInputs> = fc.record({
  spot: between(50, 200),
  riskFreeRate: between(-0.02, 0.12),
  dividendYield: between(0, 0.08),
  volatility: between(0.05, 1.2),
});
const RUNS = { seed: 20260302, numRuns: 300 };

const laws = (law: (contract: OptionContract, market: MarketInputs) => void, runs = RUNS) =>
  fc.assert(fc.property(anyContract, anyMarket, law), runs);

test('call minus put equals the forward, in every market', () => {
  laws((contract, market) => {
    const call = blackScholesPrice({ ...contract, right: 'call' }, market);
    const put = blackScholesPrice({ ...contract, right: 'put' }, market);
    expect(call - put).toBeCloseTo(forwardValue(contract, market), 9);
  });
});

test('a price lies between its no-arbitrage bounds and rises with volatility', () => {
  laws((contract, market) => {
    const price = blackScholesPrice(contract, market);
    const calmer = blackScholesPrice(contract, { ...market, volatility: market.volatility * 0.9 });
    const lowerBound = blackScholesPrice(contract, { ...market, volatility: 0 });
    const upperBound = blackScholesPrice(contract, { ...market, volatility: 1_000 });
    expect(price).toBeGreaterThanOrEqual(calmer - 1e-10);
    expect(calmer).toBeGreaterThanOrEqual(lowerBound - 1e-10);
    expect(price).toBeLessThanOrEqual(upperBound + 1e-10);
  });
});

/** Central difference; the step is a share of what varies. */
function slope(f: (x: number) => number, x: number, step: number): number {
  return (f(x + step) - f(x - step)) / (2 * step);
}

test('the Greeks are the slopes of the price', () => {
  laws((contract, market) => {
    const found = greeks(contract, market);
    if (found === undefined) throw new Error('a Greek is missing');
    const priceAt = (inputs: object, terms: object = {}) =>
      blackScholesPrice({ ...contract, ...terms }, { ...market, ...inputs });
    const deltaAt = (spot: number) => greeks(contract, { ...market, spot })?.delta ?? Number.NaN;
    const { spot, volatility, riskFreeRate } = market;
    const years = contract.yearsToExpiry;
    expect(found.delta).toBeCloseTo(
      slope((x) => priceAt({ spot: x }), spot, spot * 1e-5),
      5,
    );
    expect(found.gamma).toBeCloseTo(slope(deltaAt, spot, spot * 1e-5), 5);
    const theta = -slope((x) => priceAt({}, { yearsToExpiry: x }), years, years * 1e-4);
    expect(found.thetaPerDay * 365).toBeCloseTo(theta, 3);
    const vega = slope((x) => priceAt({ volatility: x }), volatility, volatility * 1e-4);
    expect(found.vegaPerVolPoint * 100).toBeCloseTo(vega, 3);
    const rho = slope((x) => priceAt({ riskFreeRate: x }), riskFreeRate, 1e-5);
    expect(found.rhoPerPercent * 100).toBeCloseTo(rho, 3);
  });
});

test('the implied volatility reprices the option, and is the one that priced it', () => {
  laws((contract, market) => {
    const price = blackScholesPrice(contract, market);
    const timeValue = price - blackScholesPrice(contract, { ...market, volatility: 0 });
    fc.pre(timeValue > 1e-9);
    const found = impliedVolatility(contract, market, price) ?? Number.NaN;
    expect(blackScholesPrice(contract, { ...market, volatility: found })).toBeCloseTo(price, 10);
    const vega = greeks(contract, market)?.vegaPerVolPoint ?? Number.NaN;
    if (vega > 1e-4) expect(found).toBeCloseTo(market.volatility, 8);
  });
});

test('an American option is worth no less than the European one and than exercise', () => {
  laws(
    (contract, market) => {
      const american = americanPrice(contract, market);
      const sign = contract.right === 'call' ? 1 : -1;
      // The tree's own error.
      const slack = 2e-4 * market.spot;
      expect(american).toBeGreaterThan(blackScholesPrice(contract, market) - slack);
      expect(american).toBeGreaterThanOrEqual(sign * (market.spot - contract.strike));
      const upperBound = contract.right === 'call' ? market.spot : contract.strike;
      const carriedUp = Math.exp(Math.max(0, -market.riskFreeRate) * contract.yearsToExpiry);
      expect(american).toBeLessThan(upperBound * carriedUp + slack);
    },
    { ...RUNS, numRuns: 15 },
  );
});
