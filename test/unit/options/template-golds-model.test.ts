import { expect, test } from 'vitest';
import type { OptionQuote } from '../../../src/domain/dataset/options/option-quote.ts';
import { binomialPut } from '../../../src/domain/dataset/options/templates/binomial-put.ts';
import { europeanPair } from '../../../src/domain/dataset/options/templates/european-pair.ts';
import { impliedVolatilityQuote } from '../../../src/domain/dataset/options/templates/implied-volatility.ts';
import { optionGreeks } from '../../../src/domain/dataset/options/templates/option-greeks.ts';
import { parityArbitrage } from '../../../src/domain/dataset/options/templates/parity-arbitrage.ts';
import { straddleOdds } from '../../../src/domain/dataset/options/templates/straddle-odds.ts';
import { testedCall } from '../../../src/domain/dataset/options/templates/tested-call.ts';
import { lognormalMean } from '../../support/lognormal.ts';
import { optionsDraftsOf } from '../../support/options-drafts.ts';

/** Recomputed here from the inputs of the question by other means than the generator's. */
const FEW = 12;

const years = ({ days }: Pick<OptionQuote, 'days'>): number => days / 365;

/** Discounted mean payoff instead of the closed formula. */
function meanPrice(right: 'call' | 'put', quote: OptionQuote): number {
  const market = {
    spot: quote.spot,
    riskFreeRate: quote.riskFreePercent / 100,
    dividendYield: quote.dividendPercent / 100,
    volatility: quote.volatilityPercent / 100,
  };
  const sign = right === 'call' ? 1 : -1;
  const payoff = (spot: number) => Math.max(sign * (spot - quote.strike), 0);
  const discount = Math.exp(-market.riskFreeRate * years(quote));
  return discount * lognormalMean(payoff, market, years(quote));
}

const change = (f: (bump: number) => number, bump: number): number =>
  (f(bump) - f(-bump)) / (2 * bump);

const deltaOf = (right: 'call' | 'put', quote: OptionQuote): number =>
  change((bump) => meanPrice(right, { ...quote, spot: quote.spot + bump }), 0.02 * quote.spot);

test('a European pair is worth its discounted mean payoffs', () => {
  for (const { inputs, answers } of optionsDraftsOf(europeanPair).slice(0, FEW)) {
    expect(answers.call_price).toBeCloseTo(meanPrice('call', inputs), 3);
    expect(answers.put_price).toBeCloseTo(meanPrice('put', inputs), 3);
  }
});

test('Greeks asked for are changes of the mean payoff', () => {
  for (const { inputs, answers, question } of optionsDraftsOf(optionGreeks).slice(0, FEW)) {
    const right = question.includes('European call') ? 'call' : 'put';
    const price = (changed: Partial<OptionQuote>) => meanPrice(right, { ...inputs, ...changed });
    const { delta = Number.NaN, gamma = 0, theta = 0, vega = 0, rho = 0 } = answers;
    expect(delta).toBeCloseTo(deltaOf(right, inputs), 2);
    const bump = 0.02 * inputs.spot;
    const bend =
      price({ spot: inputs.spot + bump }) - 2 * price({}) + price({ spot: inputs.spot - bump });
    expect(gamma / (bend / bump ** 2)).toBeCloseTo(1, 1);
    const day = (price({ days: inputs.days - 1 }) - price({ days: inputs.days + 1 })) / 2;
    expect(theta / day).toBeCloseTo(1, 2);
    const { volatilityPercent, riskFreePercent } = inputs;
    const perPoint = change((b) => price({ volatilityPercent: volatilityPercent + b }), 0.5);
    expect(vega / perPoint).toBeCloseTo(1, 2);
    const perRate = change((b) => price({ riskFreePercent: riskFreePercent + b }), 0.5);
    expect(rho / perRate).toBeCloseTo(1, 2);
  }
});

test('the volatility asked for prices the quoted premium', () => {
  for (const { inputs, answers, question } of optionsDraftsOf(impliedVolatilityQuote).slice(
    0,
    FEW,
  )) {
    const right = question.includes('European call') ? 'call' : 'put';
    const quote = {
      ...inputs,
      volatilityPercent: answers.implied_volatility_percent ?? Number.NaN,
    };
    expect(meanPrice(right, quote)).toBeCloseTo(inputs.premium, 3);
    expect(answers.delta).toBeCloseTo(deltaOf(right, quote), 2);
  }
});

test('an arbitrage of puts against calls pays the mispricing, whatever the share does', () => {
  for (const { inputs, answers } of optionsDraftsOf(parityArbitrage)) {
    const { spot, strike, callPrice, putPrice, contracts, riskFreePercent } = inputs;
    const growth = Math.exp((riskFreePercent / 100) * years(inputs));
    // Long put, short call, long share pay the strike; the other way round when the put is dear.
    const cost = putPrice - callPrice + spot;
    const gainAtExpiry = Math.abs(strike - cost * growth);
    expect(answers.riskless_profit).toBeCloseTo((gainAtExpiry / growth) * 100 * contracts, 6);
    expect(Math.abs((answers.fair_put_price ?? 0) - putPrice)).toBeCloseTo(
      gainAtExpiry / growth,
      8,
    );
    expect(answers.fair_put_price).toBeGreaterThan(0.5);
  }
});

test('a put on a three-step tree is worth its best plan along eight paths', () => {
  for (const { inputs, answers } of optionsDraftsOf(binomialPut).slice(0, FEW)) {
    const step = years(inputs) / 3;
    const up = Math.exp((inputs.volatilityPercent / 100) * Math.sqrt(step));
    const growth = Math.exp((inputs.riskFreePercent / 100) * step);
    const p = (growth - 1 / up) / (up - 1 / up);
    const gain = (spot: number) => Math.max(inputs.strike - spot, 0);
    const value = (spot: number, left: number, mayExercise: boolean): number => {
      if (left === 0) return gain(spot);
      const [high, low] = [spot * up, spot / up].map((next) => value(next, left - 1, mayExercise));
      const held = (p * (high ?? 0) + (1 - p) * (low ?? 0)) / growth;
      return mayExercise ? Math.max(held, gain(spot)) : held;
    };
    expect(answers.european_price).toBeCloseTo(value(inputs.spot, 3, false), 9);
    expect(answers.american_price).toBeCloseTo(value(inputs.spot, 3, true), 9);
    expect(answers.american_price).toBeGreaterThan(answers.european_price ?? 0);
  }
});

test('a straddle gains beyond its premiums to either side', () => {
  for (const { inputs, answers } of optionsDraftsOf(straddleOdds).slice(0, FEW)) {
    const { strike, callPremium, putPremium, spot } = inputs;
    const premiums = callPremium + putPremium;
    expect(answers.lower_breakeven).toBeCloseTo(strike - premiums, 9);
    expect(answers.upper_breakeven).toBeCloseTo(strike + premiums, 9);
    const market = {
      spot,
      riskFreeRate: inputs.riskFreePercent / 100,
      dividendYield: 0,
      volatility: inputs.volatilityPercent / 100,
    };
    const gains = (price: number) => (Math.abs(price - strike) > premiums ? 100 : 0);
    const percent = lognormalMean(gains, market, years(inputs));
    expect(Math.abs((answers.profit_probability_percent ?? 0) - percent)).toBeLessThan(0.1);
  }
});

test('a tested call costs its mean payoff to buy back and its delta to hedge', () => {
  for (const { inputs, answers } of optionsDraftsOf(testedCall).slice(0, FEW)) {
    const shares = inputs.contracts * 100;
    expect((answers.buyback_cost ?? 0) / shares).toBeCloseTo(meanPrice('call', inputs), 3);
    expect((answers.shares_to_buy ?? 0) / shares).toBeCloseTo(deltaOf('call', inputs), 2);
  }
});
