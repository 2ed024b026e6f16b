import { expect, test } from 'vitest';
import { MarketScoreSchema } from '../../../src/contracts/market.ts';
import { scoreCorrectedScenario } from '../../../src/domain/market/skill/score-scenario.ts';
import {
  episodeNamed,
  play,
  playInputs,
  scoreTrader,
  scripted,
} from '../../support/corrected-play.ts';
import { closesMarket, cryptoSource, FREE, HOLD, randomWalk } from '../../support/markets.ts';

const scenario = randomWalk({ bars: 150, seed: 21 });
const onlyBaseline = cryptoSource({ scoreWeights: { baseline: 1 } });

test('doing nothing is exactly neutral in every mode, with no doubt about it', () => {
  const score = scoreTrader(scenario, cryptoSource(), () => HOLD);
  expect(score.final).toBe(50);
  expect(score.interval).toEqual({ low: 50, high: 50 });
  expect(score.modes.map((mode) => mode.score)).toEqual([50, 50, 50, 50]);
  expect(score.meta).toEqual({ average: 50, dispersion: 0 });
  expect(score.episodes[0]?.skill).toMatchObject({
    agentReturn: 0,
    passiveReturn: 0,
    excess: 0,
    percentile: 0.5,
    deflatedSharpe: null,
  });
});

test('a score is stored and read back as it is', () => {
  const score = scoreTrader(scenario, cryptoSource(), scripted({ action: 'BUY', size: 20 }));
  expect(MarketScoreSchema.parse(JSON.parse(JSON.stringify(score)))).toEqual(score);
});

test('buying and holding is no skill, whether the market rises or falls', () => {
  for (const drift of [0.001, -0.001]) {
    const market = randomWalk({ bars: 200, seed: 4, drift });
    const score = scoreTrader(market, onlyBaseline, () => HOLD);
    expect(score.buyAndHold?.score).toBeLessThanOrEqual(50);
    expect(score.buyAndHold?.score).toBeGreaterThan(47);
    const held = score.episodes[0]?.skill?.buyAndHoldReturn as number;
    expect(Math.sign(held)).toBe(Math.sign(drift));
    expect(score.buyAndHold?.metrics.totalReturn).toBe(held);
  }
});

test('leaving before a fall scores above neutral, leaving before a rise below', () => {
  const turns = Array.from(
    { length: 200 },
    (_, bar) => 100 + (bar < 100 ? bar / 5 : 20 - (bar - 100) / 5),
  );
  const market = closesMarket(turns.map((price, bar) => price + Math.sin(bar)));
  const long = scripted({ action: 'BUY', size: 50 });
  const good = scoreTrader(market, onlyBaseline, (request, plan) =>
    request.call === 99 ? { action: 'CLOSE', size: 0 } : long(request, plan),
  );
  const bad = scoreTrader(market, onlyBaseline, ({ call }) =>
    call === 99 ? { action: 'BUY', size: 50 } : HOLD,
  );
  expect(good.final).toBeGreaterThan(60);
  expect(bad.final).toBeLessThan(40);
});

test('failed decisions take their share, and above the limit everything', () => {
  const failing = (every: number) =>
    playInputs(scenario, onlyBaseline, ({ call }) =>
      call % every === 0
        ? { kind: 'failed', reason: 'no reply' }
        : { kind: 'reply', text: '{"action":"HOLD"}' },
    );
  const [tenth, third] = [failing(10), failing(3)].map((result) =>
    scoreCorrectedScenario(scenario, onlyBaseline, [result]),
  );
  expect(tenth?.final).toBeCloseTo(50 * (1 - 15 / 149), 9);
  expect(third?.final).toBe(0);
  expect(third && episodeNamed(third, 'baseline').decisionErrors).toBe(50);
});

test('a disturbed mode counts for no more than the baseline confirms', () => {
  const closes: number[] = [];
  const score = scoreTrader(scenario, cryptoSource(FREE), ({ step, payload }, { mode }) => {
    if (mode !== 'baseline') {
      const [next, after] = [closes[step] as number, closes[step + 1] as number];
      return { action: after > next ? 'BUY' : 'SELL', size: 30 };
    }
    closes[step] = JSON.parse(payload()).state.ohlcv.close;
    return HOLD;
  });
  expect(episodeNamed(score, 'noisy').score).toBeGreaterThan(50);
  expect(score.modes.find(({ mode }) => mode === 'noisy')?.score).toBe(50);
});

test('meta is the mean of its episodes less half their dispersion, the baseline standing for identity', () => {
  const source = cryptoSource({ scoreWeights: { meta: 1 } });
  const score = scoreTrader(scenario, source, ({ call }) =>
    call % 30 === 0 ? { action: call % 60 === 0 ? 'BUY' : 'SELL', size: 40 } : HOLD,
  );
  const scores = score.episodes.map((episode) => episode.score as number);
  expect(scores).toHaveLength(3);
  const average = scores.reduce((sum, value) => sum + value, 0) / 3;
  const dispersion = Math.sqrt(scores.reduce((sum, value) => sum + (value - average) ** 2, 0) / 3);
  expect(score.meta?.average).toBeCloseTo(average, 12);
  expect(score.meta?.dispersion).toBeCloseTo(dispersion, 12);
  const cap = Math.max(50, episodeNamed(score, 'baseline').score);
  expect(score.final).toBeCloseTo(Math.min(cap, average - dispersion / 2), 12);
});

test('shocks are listed, and none where they are not played', () => {
  expect(scoreTrader(scenario, cryptoSource(), () => HOLD).events.length).toBeGreaterThan(0);
  expect(scoreTrader(scenario, onlyBaseline, () => HOLD).events).toEqual([]);
});

test('a scenario with a missing episode has no score', () => {
  const baseline = play(scenario, cryptoSource(), () => HOLD);
  expect(() => scoreCorrectedScenario(scenario, cryptoSource(), [baseline])).toThrow(
    'episode "corrected-noisy" is missing',
  );
});
