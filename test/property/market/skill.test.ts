import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  episodeMarket,
  returnVolatility,
} from '../../../src/domain/market/corrected/episode-market.ts';
import { barTerms } from '../../../src/domain/market/skill/bar-terms.ts';
import { resampleExcesses } from '../../../src/domain/market/skill/block-bootstrap.ts';
import { heldPath } from '../../../src/domain/market/skill/held-path.ts';
import { pathGain, randomReturns } from '../../../src/domain/market/skill/random-agents.ts';
import {
  countedExcess,
  reliability,
  skillPoints,
  solvency,
} from '../../../src/domain/market/skill/skill-score.ts';
import { createPrng } from '../../../src/domain/prng/prng.ts';
import {
  episodeNamed,
  planNamed,
  play,
  scoreTrader,
  type Trader,
} from '../../support/corrected-play.ts';
import { CLOSE, cryptoSource, FREE, HOLD, randomWalk, rescaled } from '../../support/markets.ts';

const RUNS = { seed: 20_261_128, numRuns: 300 };
const anyNumber = fc.oneof(
  fc.double({ noNaN: true }),
  fc.double({ min: -2, max: 2, noNaN: true }),
  fc.constant(0),
);
const anySpread = fc.double({ min: 0, noNaN: true, noDefaultInfinity: true });

test('points are finite, between 0 and 100, and grow with the excess', () => {
  fc.assert(
    fc.property(anyNumber, anyNumber, anySpread, anySpread, (a, b, luck, marketRisk) => {
      const [low, high] = [Math.min(a, b), Math.max(a, b)].map((excess) =>
        skillPoints(excess, { luck, marketRisk }),
      ) as [number, number];
      expect(low).toBeGreaterThanOrEqual(0);
      expect(high).toBeLessThanOrEqual(100);
      expect(low).toBeLessThanOrEqual(high);
    }),
    RUNS,
  );
});

test('points of a gain and of an equal loss lie symmetric around neutral', () => {
  fc.assert(
    fc.property(anyNumber, anySpread, anySpread, (excess, luck, marketRisk) => {
      const [gain, loss] = [excess, -excess].map((x) => skillPoints(x, { luck, marketRisk }));
      expect((gain as number) + (loss as number)).toBeCloseTo(100, 9);
    }),
    RUNS,
  );
});

test('the counted excess is never beyond either excess and grows with both', () => {
  fc.assert(
    fc.property(anyNumber, anyNumber, fc.double({ min: 0, max: 1, noNaN: true }), (a, b, more) => {
      const counted = countedExcess({ overNothing: a, overPassive: b });
      expect(Math.abs(counted)).toBeLessThanOrEqual(Math.min(Math.abs(a), Math.abs(b)));
      expect(countedExcess({ overNothing: a + more, overPassive: b })).toBeGreaterThanOrEqual(
        counted,
      );
      expect(countedExcess({ overNothing: a, overPassive: b + more })).toBeGreaterThanOrEqual(
        counted,
      );
    }),
    RUNS,
  );
});

test('ruin and unreliability take the whole score', () => {
  expect([-1, -0.75, -0.5, 0, 3].map(solvency)).toEqual([0, 0.5, 1, 1, 1]);
  expect([0, 0.1, 0.2, 0.21, 1].map((share) => reliability(share, 0.2))).toEqual([
    1, 0.9, 0.8, 0, 0,
  ]);
});

/** Trades at random moments, in shown units: about a third of the balance each time. */
const randomTrader = (seed: number, share: number): Trader => {
  const random = createPrng(seed, 'trader');
  return ({ payload }) => {
    if (random.unit() > share) return HOLD;
    const { close } = JSON.parse(payload()).state.ohlcv;
    const size = (6000 * random.unit()) / close;
    return random.pick([{ action: 'BUY', size }, { action: 'SELL', size }, CLOSE]);
  };
};

test('the unit in which a market is quoted changes no score', () => {
  fc.assert(
    fc.property(fc.nat(1e6), fc.constantFrom(1e-6, 0.01, 8, 3000), (seed, factor) => {
      const scenario = randomWalk({ bars: 60, seed, fundingRate: 0.001 });
      const source = cryptoSource({ randomAgents: 100 });
      const [plain, scaled] = [scenario, rescaled(scenario, factor)].map((market) =>
        scoreTrader(market, source, randomTrader(seed, 0.3)),
      );
      expect(Math.abs((plain?.final ?? 0) - (scaled?.final ?? 0))).toBeLessThan(1e-9);
      expect(Math.abs((plain?.interval?.low ?? 0) - (scaled?.interval?.low ?? 0))).toBeLessThan(
        1e-9,
      );
    }),
    { ...RUNS, numRuns: 12 },
  );
});

test('agents who know nothing score neutral on average where trading is free', () => {
  const source = cryptoSource({ ...FREE, scoreWeights: { baseline: 1 }, randomAgents: 200 });
  const scores = Array.from({ length: 300 }, (_, seed) => {
    const scenario = randomWalk({ bars: 100, seed, volume: 1e12 });
    return scoreTrader(scenario, source, randomTrader(seed, 0.1)).final;
  });
  const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
  const variance = scores.reduce((sum, score) => sum + (score - mean) ** 2, 0) / scores.length;
  expect(Math.sqrt(variance)).toBeGreaterThan(5);
  expect(Math.abs(mean - 50)).toBeLessThan(2.5 * Math.sqrt(variance / scores.length));
});

test('where trading costs, agents who know nothing score below neutral on average', () => {
  const source = cryptoSource({ scoreWeights: { baseline: 1 }, randomAgents: 200 });
  const scores = Array.from(
    { length: 60 },
    (_, seed) =>
      scoreTrader(randomWalk({ bars: 100, seed }), source, randomTrader(seed, 0.3)).final,
  );
  expect(scores.reduce((sum, score) => sum + score, 0) / scores.length).toBeLessThan(48);
});

test('a random agent that takes the path as it is earns what the agent earned', () => {
  fc.assert(
    fc.property(fc.nat(1e6), (seed) => {
      const scenario = randomWalk({ bars: 80, seed, fundingRate: 0.002 });
      const source = cryptoSource({ maskMarket: false });
      const result = play(scenario, source, randomTrader(seed, 0.2));
      const market = episodeMarket(scenario, source, planNamed(source, 'baseline'));
      const terms = barTerms(market, source.settings.tradingFee);
      const gain = pathGain(heldPath(result), terms, { start: 0, stride: 1, side: 1 });
      const earned = (result.equity.at(-1) as number) - 10_000;
      // The others' fees leave slippage out of the notional.
      expect(Math.abs(gain - earned)).toBeLessThan(0.01 * result.totals.fees + 1e-6);
    }),
    { ...RUNS, numRuns: 30 },
  );
});

test('random agents trade as much as the agent: where prices stand still, all pay the same', () => {
  const scenario = randomWalk({ bars: 100, seed: 1, volatility: 0 });
  const source = cryptoSource({ slippageRange: [0.001, 0.001], maskMarket: false });
  const held = heldPath(play(scenario, source, randomTrader(5, 0.1)));
  const market = episodeMarket(scenario, source, planNamed(source, 'baseline'));
  const returns = randomReturns(held, barTerms(market, 0.0004), 10_000, 1000, createPrng(1));
  const own = Math.min(...returns);
  // The path cut open elsewhere may open and close one position more or less.
  const turn = (2 * Math.max(...held.map(Math.abs)) * 40_000 * 0.0014) / 10_000;
  expect(Math.max(...returns) - own).toBeLessThanOrEqual(turn + 1e-12);
  expect(own).toBeLessThan(0);
});

test('the bootstrap keeps the mean and the scatter of independent bars', () => {
  const random = createPrng(4, 'bars');
  const gains = Float64Array.from({ length: 500 }, () => random.unit() - 0.5);
  const total = gains.reduce((sum, gain) => sum + gain, 0);
  const sums = resampleExcesses(
    { overNothing: gains, overPassive: gains },
    createPrng(5),
    4000,
  ).map(({ overNothing }) => overNothing);
  const mean = sums.reduce((sum, value) => sum + value, 0) / sums.length;
  const deviation = Math.sqrt(
    sums.reduce((sum, value) => sum + (value - mean) ** 2, 0) / sums.length,
  );
  expect(Math.abs(mean - total)).toBeLessThan((4 * deviation) / Math.sqrt(4000));
  expect(deviation).toBeGreaterThan(0.7 * Math.sqrt(500 / 12));
  expect(deviation).toBeLessThan(1.3 * Math.sqrt(500 / 12));
});

test('volatility is that of the walk', () => {
  const source = cryptoSource();
  const scenario = randomWalk({ bars: 4000, seed: 2, volatility: 0.003 });
  const { bars } = episodeMarket(scenario, source, planNamed(source, 'baseline'));
  expect(returnVolatility(bars)).toBeCloseTo(0.003, 3);
});

test('an episode that skill won has an interval above neutral, luck does not', () => {
  const scenario = randomWalk({ bars: 300, seed: 8 });
  const closes = scenario.states.map((state) => (state.ohlcv as { close: number }).close);
  const source = cryptoSource({ ...FREE, scoreWeights: { baseline: 1 } });
  const known = scoreTrader(scenario, source, ({ step, payload }) => {
    const { ohlcv, account } = JSON.parse(payload()).state;
    // Filled at the next open, which is this close.
    const rises = (closes[step + 1] as number) > (closes[step] as number);
    const held = account.positions[0]?.size ?? 0;
    const change = (rises ? 6000 : -6000) / ohlcv.close - held;
    return { action: change > 0 ? 'BUY' : 'SELL', size: Math.abs(change) };
  });
  expect(known.interval?.low).toBeGreaterThan(90);
  const lucky = episodeNamed(scoreTrader(scenario, source, randomTrader(1, 0.1)), 'baseline');
  expect(lucky.skill?.interval.low).toBeLessThan(50);
  expect(lucky.skill?.interval.high).toBeGreaterThan(50);
});
