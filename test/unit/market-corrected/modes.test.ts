import { describe, expect, test } from 'vitest';
import { correctedEpisodeBars } from '../../../src/domain/market/corrected/episode-bars.ts';
import { episodeMarket } from '../../../src/domain/market/corrected/episode-market.ts';
import { slippageOf } from '../../../src/domain/market/corrected/slippage.ts';
import type { CryptoSource } from '../../../src/domain/market/crypto-source.ts';
import { planNamed } from '../../support/corrected-play.ts';
import { cryptoSource, randomWalk } from '../../support/markets.ts';

const scenario = randomWalk({ bars: 400, seed: 11 });
const source = cryptoSource({ seed: 5, maskMarket: false });
const barsOf = (id: string, from: CryptoSource = source) =>
  correctedEpisodeBars(scenario, from, planNamed(from, id));
const levelsOf = (id: string) => {
  const clean = barsOf('baseline').traded;
  return barsOf(id).traded.map((bar, index) => bar.close / (clean[index]?.close as number));
};

describe('noise', () => {
  test('bends the whole path: it wanders instead of coming back', () => {
    const levels = levelsOf('noisy');
    const steps = levels
      .slice(1)
      .map((level, index) => Math.log(level / (levels[index] as number)));
    const deviation = Math.sqrt(steps.reduce((sum, step) => sum + step ** 2, 0) / steps.length);
    expect(deviation).toBeCloseTo(0.001, 4);
    const wandered = Math.abs(Math.log(levels.at(-1) as number));
    expect(wandered).toBeGreaterThan(0.002);
  });

  test('moves a bar as one piece, so that it stays a bar', () => {
    const clean = barsOf('baseline').traded;
    for (const [index, bar] of barsOf('noisy').traded.entries()) {
      const level = bar.close / (clean[index]?.close as number);
      expect(bar.high / (clean[index]?.high as number)).toBeCloseTo(level, 12);
      expect(bar.open / (clean[index]?.open as number)).toBeCloseTo(level, 12);
      expect(bar.volume * bar.close).toBeCloseTo(50 * (clean[index]?.close as number), 4);
    }
  });

  test('moves the indicators along', () => {
    const [clean, noisy] = ['baseline', 'noisy'].map((id) => barsOf(id).shown.at(-1));
    const ratio = (noisy?.ohlcv.close ?? 0) / (clean?.ohlcv.close ?? 1);
    const averages = (noisy?.indicators.ema_20 ?? 0) / (clean?.indicators.ema_20 ?? 1);
    expect(averages).not.toBe(1);
    expect(Math.abs(averages / ratio - 1)).toBeLessThan(0.01);
    expect(noisy?.indicators.rsi).not.toBe(clean?.indicators.rsi);
  });
});

describe('shocks', () => {
  const { traded, events } = barsOf('adversarial');

  test('happen about as often as the rate says, never on the first bar', () => {
    expect(events.length).toBeGreaterThan(8);
    expect(events.length).toBeLessThan(40);
    expect(events.every(({ index }) => index > 0)).toBe(true);
  });

  test('stay: the price is at a new level from the open on', () => {
    const levels = levelsOf('adversarial');
    let level = 1;
    for (const [index, found] of levels.entries()) {
      const event = events.find((each) => each.index === index);
      if (event?.type === 'flash_crash') level *= 0.85;
      if (event?.type === 'flash_pump') level *= 1.12;
      expect(found).toBeCloseTo(level, 9);
    }
  });

  test('are fair: what crashes take, pumps give back on average', () => {
    const long = randomWalk({ bars: 5000, seed: 1 });
    const all = cryptoSource({ adversarialInjectionRate: 1, maskMarket: false });
    const jumps = correctedEpisodeBars(long, all, planNamed(all, 'adversarial')).events.filter(
      ({ type }) => type !== 'liquidity_crisis',
    );
    const crashes = jumps.filter(({ type }) => type === 'flash_crash').length;
    expect(jumps.length / 4999).toBeCloseTo(2 / 3, 1);
    const mean = (0.85 * crashes + 1.12 * (jumps.length - crashes)) / jumps.length;
    // Three standard errors: a jump scatters by 0.134.
    expect(Math.abs(mean - 1)).toBeLessThan((3 * 0.134) / Math.sqrt(jumps.length));
  });

  test('of liquidity make fills dearer for ten bars', () => {
    const market = episodeMarket(scenario, source, planNamed(source, 'adversarial'));
    const crisis = events.find(({ type }) => type === 'liquidity_crisis')?.index as number;
    const shares = traded.slice(crisis, crisis + 10).map(({ liquidity }) => liquidity);
    expect(shares).toEqual(shares.map(() => 0.1));
    expect(market.spread[crisis]).toBeGreaterThan(0.0006);
    const calm = traded.findIndex(({ liquidity }) => liquidity === 1);
    const impact = (step: number): number =>
      slippageOf(market, step, 0.01 / (traded[step]?.close as number)) - (market.spread[step] ?? 0);
    expect(impact(crisis) / impact(calm)).toBeGreaterThan(3);
  });
});

describe('transforms', () => {
  test('mirroring exchanges highs and lows and turns every return around', () => {
    const clean = barsOf('baseline').traded;
    for (const [index, bar] of barsOf('meta-2-invert_returns').traded.entries()) {
      const before = clean[index];
      const pivot = (clean[0]?.close as number) ** 2;
      expect(bar.high * (before?.low as number)).toBeCloseTo(pivot, 1);
      expect(bar.low * (before?.high as number)).toBeCloseTo(pivot, 1);
      expect(bar.open * (before?.open as number)).toBeCloseTo(pivot, 1);
    }
  });

  test('scaling scales the indicators too', () => {
    const [clean, scaled] = ['baseline', 'meta-1-scale_1_1'].map((id) => barsOf(id).shown.at(-1));
    expect((scaled?.indicators.ema_50 ?? 0) / (clean?.indicators.ema_50 ?? 1)).toBeCloseTo(1.1, 6);
    expect(scaled?.indicators.rsi).toBeCloseTo(clean?.indicators.rsi ?? 0, 5);
  });
});

describe('what the agent sees', () => {
  const masked = cryptoSource({ seed: 5 });

  test('has another time, name and price in every episode', () => {
    const shown = ['baseline', 'noisy', 'meta-1-scale_1_1'].map(
      (id) => barsOf(id, masked).shown[0],
    );
    expect(new Set(shown.map((state) => state?.timestamp)).size).toBe(3);
    expect(new Set(shown.map((state) => state?.ohlcv.close)).size).toBe(3);
    expect(shown.map((state) => state?.symbol)).toEqual(['ASSET', 'ASSET', 'ASSET']);
    for (const state of shown) {
      expect(state?.ohlcv.close).toBeGreaterThanOrEqual(50);
      expect(state?.ohlcv.close).toBeLessThanOrEqual(500);
    }
  });

  test('is the real market where masking is off', () => {
    const [first] = barsOf('baseline').shown;
    expect(first?.symbol).toBe('BTCUSDT');
    expect(first?.timestamp).toBe('2024-05-01T03:49:00.000Z');
    expect(first?.ohlcv.close).toBeCloseTo(barsOf('baseline').traded[0]?.close as number, 3);
  });

  test('has no indicator before there are enough bars', () => {
    const { shown } = barsOf('baseline');
    expect(shown[48]?.indicators.ema_50).toBeNull();
    expect(shown[49]?.indicators.ema_50).not.toBeNull();
    expect(shown[13]?.indicators.rsi).toBeNull();
  });
});

test('two runs meet the same market, another seed or scenario another one', () => {
  const again = cryptoSource({ seed: 5, maskMarket: false });
  expect(barsOf('noisy', again)).toEqual(barsOf('noisy'));
  const others = [
    cryptoSource({ seed: 6, maskMarket: false }),
    cryptoSource(
      { seed: 5, maskMarket: false },
      { scenario: { key: 'k', sha256: 'f'.repeat(64) } },
    ),
  ];
  for (const other of others) expect(barsOf('noisy', other)).not.toEqual(barsOf('noisy'));
});
