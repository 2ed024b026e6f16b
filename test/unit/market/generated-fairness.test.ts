import { describe, expect, test } from 'vitest';
import { recipesOf } from '../../../src/domain/market/generate/recipe.ts';
import { type FullState, generatedStates } from '../../support/generated-market.ts';

const MARKETS = recipesOf({ seed: 11, count: 300, bars: 150 }).map(generatedStates);
const LOOKBACK = 20;

/** A position from -1 to 1, decided on a bar's close and held to the next one. */
type Rule = (states: readonly FullState[], bar: number) => number;

const closeOf = (states: readonly FullState[], bar: number) => states[bar]?.ohlcv.close ?? 0;
const stateOf = (states: readonly FullState[], bar: number) => states[bar] as FullState;
const momentum =
  (bars: number): Rule =>
  (states, bar) =>
    Math.sign(closeOf(states, bar) - closeOf(states, bar - bars));
const opposite =
  (rule: Rule): Rule =>
  (states, bar) =>
    -rule(states, bar);

const RULES: Readonly<Record<string, Rule>> = {
  'always long': () => 1,
  'always short': () => -1,
  'momentum of one bar': momentum(1),
  'momentum of 20 bars': momentum(LOOKBACK),
  'mean reversion of one bar': opposite(momentum(1)),
  'mean reversion of 20 bars': opposite(momentum(LOOKBACK)),
  'the cross of two averages': (states, bar) => {
    const { ema_20, ema_50 } = stateOf(states, bar).indicators;
    return Math.sign(ema_20 - ema_50);
  },
  'buying the oversold and selling the overbought': (states, bar) => {
    const { rsi } = stateOf(states, bar).indicators;
    if (rsi < 30) return 1;
    return rsi > 70 ? -1 : 0;
  },
  'buying what pays funding': (states, bar) =>
    -Math.sign(stateOf(states, bar).market_metrics.funding_rate),
};

/** What a rule earns on a scenario before costs, in standard deviations of one bar's return. */
function earned(states: readonly FullState[], rule: Rule): number {
  const returns = states
    .slice(LOOKBACK + 1)
    .map(
      (_, index) => closeOf(states, index + LOOKBACK + 1) / closeOf(states, index + LOOKBACK) - 1,
    );
  const spread = Math.sqrt(returns.reduce((sum, value) => sum + value ** 2, 0) / returns.length);
  const held = returns.map((value, index) => value * rule(states, index + LOOKBACK));
  return held.reduce((sum, value) => sum + value, 0) / spread;
}

/** Mean in units of its own standard error. */
function tStatistic(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return mean / Math.sqrt(squares / (values.length - 1) / values.length);
}

describe('over 300 generated markets', () => {
  test.each(Object.keys(RULES))('%s earns nothing before costs', (name) => {
    const rule = RULES[name] as Rule;
    const t = tStatistic(MARKETS.map((states) => earned(states, rule)));
    expect(Math.abs(t)).toBeLessThan(2.5);
  });

  test('knowing the next bar would show: the test can tell', () => {
    const foresight: Rule = (states, bar) =>
      Math.sign(closeOf(states, bar + 1) - closeOf(states, bar)) * 0.02;
    const drifting: Rule = (states, bar) => 1 + foresight(states, bar) * 15;
    expect(tStatistic(MARKETS.map((states) => earned(states, drifting)))).toBeGreaterThan(2.5);
  });

  test('funding pays neither side', () => {
    const means = MARKETS.map(
      (states) =>
        states.reduce((sum, state) => sum + state.market_metrics.funding_rate, 0) / states.length,
    );
    expect(Math.abs(tStatistic(means))).toBeLessThan(2.5);
    expect(Math.max(...means.map(Math.abs))).toBeLessThan(0.000_751);
  });

  test('volatility comes in clusters and moves have fat tails', () => {
    const all = MARKETS.flatMap((states) => {
      const closes = states.map(({ ohlcv }) => ohlcv.close);
      const moves = closes.slice(1).map((close, index) => close / (closes[index] as number) - 1);
      const scale = Math.sqrt(moves.reduce((sum, move) => sum + move ** 2, 0) / moves.length);
      return [moves.map((move) => move / scale)];
    });
    const flat = all.flat();
    const kurtosis = flat.reduce((sum, move) => sum + move ** 4, 0) / flat.length;
    expect(kurtosis).toBeGreaterThan(4);
    const clustering = all.map((moves) =>
      moves
        .slice(1)
        .reduce((sum, move, index) => sum + (move ** 2 - 1) * ((moves[index] ?? 0) ** 2 - 1), 0),
    );
    expect(tStatistic(clustering)).toBeGreaterThan(5);
  });
});
