import { describe, expect, test } from 'vitest';
import type { OptionRight } from '../../../src/domain/options/option-contract.ts';
import {
  probabilityBelow,
  probabilityOfProfit,
} from '../../../src/domain/options/probability-of-profit.ts';
import {
  netPremium,
  payoffAtExpiry,
  profitAtExpiry,
  type StrategyLeg,
} from '../../../src/domain/options/strategy.ts';
import { breakevens, maxLoss, maxProfit } from '../../../src/domain/options/strategy-extremes.ts';
import { lognormalMean } from '../../support/lognormal.ts';

const option = (right: OptionRight, strike: number, premium: number, quantity = 1) =>
  ({ kind: 'option', right, strike, premium, quantity }) as const;
const stock = (entryPrice: number, quantity = 1) =>
  ({ kind: 'stock', entryPrice, quantity }) as const;
const limited = (amount: number) => ({ kind: 'limited', amount });
const UNLIMITED = { kind: 'unlimited' };

const ironCondor: readonly StrategyLeg[] = [
  option('put', 4400, 8),
  option('put', 4420, 12, -1),
  option('call', 4580, 11, -1),
  option('call', 4600, 7),
];
const strangle = [option('put', 90, 2), option('call', 110, 3)];

test.each([
  ['an iron condor', ironCondor, limited(8), limited(12), [4412, 4588]],
  ['a bought call', [option('call', 100, 4)], UNLIMITED, limited(4), [104]],
  ['a sold call', [option('call', 100, 4, -1)], limited(4), UNLIMITED, [104]],
  ['a sold put', [option('put', 100, 4, -1)], limited(4), limited(96), [96]],
  ['a strangle', strangle, UNLIMITED, limited(5), [85, 115]],
  ['a covered call', [stock(100), option('call', 110, 3, -1)], limited(13), limited(97), [97]],
  ['a short sale', [stock(100, -1)], limited(100), UNLIMITED, [100]],
  [
    'a call ratio spread',
    [option('call', 100, 6), option('call', 110, 2, -2)],
    limited(8),
    UNLIMITED,
    [102, 118],
  ],
  [
    'a butterfly paid for to the last cent',
    [option('call', 90, 12), option('call', 100, 6, -2), option('call', 110, 0)],
    limited(10),
    limited(0),
    [0, 90, 110],
  ],
] as const)('%s has its textbook profit, loss and break-evens', (_, legs, profit, loss, prices) => {
  expect(maxProfit(legs)).toEqual(profit);
  expect(maxLoss(legs)).toEqual(loss);
  expect(breakevens(legs)).toEqual(prices);
});

test('a position without legs neither gains nor loses', () => {
  expect(maxProfit([])).toEqual(limited(0));
  expect(profitAtExpiry([], 50)).toBe(0);
});

test('the payoff leaves out what the legs cost', () => {
  const collar = [stock(100), option('put', 95, 2), option('call', 110, 3, -1)];
  expect([80, 100, 130].map((spot) => payoffAtExpiry(collar, spot))).toEqual([95, 100, 110]);
  expect([80, 100, 130].map((spot) => profitAtExpiry(collar, spot))).toEqual([-4, 1, 11]);
});

test('the net premium leaves shares out and is negative for a credit', () => {
  expect(netPremium(ironCondor)).toBe(-8);
  expect(netPremium([stock(100), option('put', 95, 2)])).toBe(2);
});

describe('the probability of profit', () => {
  const market = { spot: 100, riskFreeRate: 0.04, dividendYield: 0.01, volatility: 0.35 };

  test.each([
    ['a strangle', strangle],
    ['a covered call', [stock(100), option('call', 110, 3, -1)]],
    ['a ratio spread', [option('call', 100, 6), option('call', 110, 2, -2)]],
  ])('of %s is the share of lognormal prices that gain', (_, legs) => {
    const share = lognormalMean((spot) => (profitAtExpiry(legs, spot) > 0 ? 1 : 0), market, 0.5);
    expect(probabilityOfProfit(legs, market, 0.5)).toBeCloseTo(share, 3);
  });

  test('is all or nothing when nothing is uncertain', () => {
    const certain = { ...market, volatility: 0 };
    expect(probabilityOfProfit([option('call', 90, 4)], certain, 0.5)).toBe(1);
    expect(probabilityOfProfit([option('call', 100, 4)], certain, 0.5)).toBe(0);
  });

  test('counts no price below a worthless share', () => {
    expect(probabilityBelow(0, market, 0.5)).toBe(0);
    expect(probabilityBelow(Number.POSITIVE_INFINITY, market, 0.5)).toBe(1);
  });
});
