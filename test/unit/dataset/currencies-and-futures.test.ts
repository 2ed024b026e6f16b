import { expect, test } from 'vitest';
import { basisHedgeProceeds } from '../../../src/domain/dataset/synthetic/templates/basis-hedge-proceeds.ts';
import { costOfCarryFutures } from '../../../src/domain/dataset/synthetic/templates/cost-of-carry-futures.ts';
import { coveredInterestParity } from '../../../src/domain/dataset/synthetic/templates/covered-interest-parity.ts';
import { minimumVarianceHedge } from '../../../src/domain/dataset/synthetic/templates/minimum-variance-hedge.ts';
import { triangularArbitrage } from '../../../src/domain/dataset/synthetic/templates/triangular-arbitrage.ts';
import { draftsOf } from '../../support/drafts.ts';

test('at the parity forward a dollar earns the same in either currency', () => {
  for (const { inputs, asked } of draftsOf(coveredInterestParity)) {
    const { spot, dollarPercent, poundPercent, months } = inputs;
    const atHome = 1 + (dollarPercent * months) / 1200;
    const pounds = (1 / spot) * (1 + (poundPercent * months) / 1200);
    expect(pounds * asked.value).toBeCloseTo(atHome, 10);
    const bound = asked.value * (asked.relativeTolerance ?? 1);
    expect(Math.abs(asked.value - spot)).toBeGreaterThan(bound);
  }
});

test('one round through three currencies gains the profit, and the other way round loses', () => {
  for (const { inputs, asked } of draftsOf(triangularArbitrage)) {
    const pounds = inputs.dollars / inputs.dollarsPerPound;
    const viaPounds = pounds * inputs.eurosPerPound * inputs.dollarsPerEuro - inputs.dollars;
    const euros = inputs.dollars / inputs.dollarsPerEuro;
    const viaEuros = (euros / inputs.eurosPerPound) * inputs.dollarsPerPound - inputs.dollars;
    expect(asked.value).toBeCloseTo(Math.max(viaPounds, viaEuros), 4);
    expect(Math.min(viaPounds, viaEuros)).toBeLessThan(0);
  }
});

test('the fair future is the limit of buying the metal and paying carry every instant', () => {
  for (const { inputs, asked } of draftsOf(costOfCarryFutures)) {
    const { spot, riskFreePercent, storagePercent, months } = inputs;
    const periods = 2 ** 26;
    const carry = ((riskFreePercent + storagePercent) * months) / 1200;
    expect(asked.value / (spot * (1 + carry / periods) ** periods)).toBeCloseTo(1, 7);
    expect(asked.value / spot - 1).toBeGreaterThan(asked.relativeTolerance ?? 1);
  }
});

test('no other number of contracts leaves less variance than the minimum-variance hedge', () => {
  for (const { inputs, asked } of draftsOf(minimumVarianceHedge)) {
    const { exposure, contractSize, spotDeviation, futuresDeviation, correlation } = inputs;
    const variance = (contracts: number): number => {
      const spot = exposure * spotDeviation;
      const futures = contracts * contractSize * futuresDeviation;
      return spot ** 2 - 2 * correlation * spot * futures + futures ** 2;
    };
    const step = 0.01;
    expect(variance(asked.value - step)).toBeGreaterThan(variance(asked.value));
    expect(variance(asked.value + step)).toBeGreaterThan(variance(asked.value));
  }
});

test('the hedger receives the first futures price plus the last basis for every bushel', () => {
  for (const { inputs, asked } of draftsOf(basisHedgeProceeds)) {
    const { bushels, futuresAtStart, spotAtEnd, futuresAtEnd } = inputs;
    const basis = spotAtEnd - futuresAtEnd;
    expect(asked.value).toBeCloseTo(bushels * futuresAtStart + bushels * basis, 4);
    // Leaving the basis out must not pass.
    const bound = asked.value * (asked.relativeTolerance ?? 1);
    expect(Math.abs(bushels * basis)).toBeGreaterThan(bound);
  }
});
