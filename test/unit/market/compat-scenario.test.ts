import { describe, expect, test } from 'vitest';
import { planCompatEpisodes } from '../../../src/domain/market/compat/plan-episodes.ts';
import { playCompatEpisode } from '../../../src/domain/market/compat/play-episode.ts';
import { scenarioSeed, stableSeed } from '../../../src/domain/market/compat/scenario-seed.ts';
import { scoreCompatScenario } from '../../../src/domain/market/compat/score-scenario.ts';
import type { CryptoSource } from '../../../src/domain/market/crypto-source.ts';
import type { Scenario } from '../../../src/domain/market/scenario.ts';
import { cryptoSource, playThrough } from '../../support/crypto-sources.ts';

const AGENT = { url: 'http://127.0.0.1:9110/' };

const marketOf = (closes: readonly (number | null)[]): Scenario => ({
  timeframe: '1m',
  states: closes.map((close) => ({ ohlcv: { close } })),
});

const holdThrough = (scenario: Scenario, source: CryptoSource) =>
  planCompatEpisodes(source, 'task', AGENT).map((plan) =>
    playThrough(playCompatEpisode(scenario, source, plan), () => ({
      kind: 'decision',
      decision: { action: 'HOLD', size: 0 },
    })),
  );

describe('the plan', () => {
  test('names episodes in the serial order of the original, unknown transforms left out', () => {
    const source = cryptoSource({
      seed: 100,
      meta_transforms: ['bogus', 'identity', 'constructor'],
    });
    expect(planCompatEpisodes(source, 'task', AGENT).map(({ id, seed }) => [id, seed])).toEqual([
      ['compat-baseline', 100],
      ['compat-noisy', 101],
      ['compat-adversarial', 102],
      ['compat-meta-1-identity', 111],
    ]);
  });

  test('counts its seeds from the agent and the task, unless the settings have a seed', () => {
    const seed = (more: object, evaluation = {}) =>
      scenarioSeed(cryptoSource(evaluation), 'task', { ...AGENT, ...more });
    expect(seed({})).toBe(stableSeed(AGENT.url, 'task'));
    expect(seed({ modelId: 'm' })).toBe(stableSeed(`${AGENT.url}|m`, 'task'));
    expect(seed({ modelId: '' })).toBe(seed({}));
    expect(seed({}, { seed: 0 })).toBe(0);
  });
});

describe('the score', () => {
  test('of holding is 47.5 in every mode', () => {
    const [scenario, source] = [marketOf([100, 101, 102]), cryptoSource()];
    const score = scoreCompatScenario(scenario, source, holdThrough(scenario, source));
    expect(score.final).toBe(47.5);
    expect(score.modes.map(({ mode, score: points }) => [mode, points])).toEqual([
      ['baseline', 47.5],
      ['noisy', 47.5],
      ['adversarial', 47.5],
      ['meta', 47.5],
    ]);
    expect(score.meta).toEqual({ average: 47.5, dispersion: 0 });
    expect(score.buyAndHold?.metrics.totalReturn).toBeCloseTo(0.02, 12);
  });

  test('counts a mode without a weight as nothing, and empty weights as the usual ones', () => {
    const scenario = marketOf([100, 101]);
    const finalBy = (evaluation: object) => {
      const source = cryptoSource({ meta_transforms: [], ...evaluation });
      return scoreCompatScenario(scenario, source, holdThrough(scenario, source)).final;
    };
    expect(finalBy({ score_weights: { baseline: 1 } })).toBe(47.5);
    expect(finalBy({ score_weights: {} })).toBe(42.75);
    expect(finalBy({ score_weights: { baseline: 1, bonus: 1 } })).toBe(23.75);
  });

  test('is none where the original raises, and says what it raises first', () => {
    const [scenario, source] = [marketOf([100, null, 102]), cryptoSource()];
    const score = scoreCompatScenario(scenario, source, holdThrough(scenario, source));
    expect([score.final, score.modes, score.buyAndHold]).toEqual([null, [], null]);
    expect(score.raised).toEqual({
      type: 'TypeError',
      message: "float() argument must be a string or a real number, not 'NoneType'",
    });
    expect(score.episodes).toHaveLength(6);
  });

  test('is none without bars, or without an episode that counts', () => {
    const source = cryptoSource();
    const empty = marketOf([]);
    expect(scoreCompatScenario(empty, source, holdThrough(empty, source)).raised).toEqual({
      type: 'error',
      message: 'No market states found for scenario market',
    });
    const scenario = marketOf([100, 101]);
    const [, ...withoutBaseline] = holdThrough(scenario, source);
    const score = scoreCompatScenario(scenario, source, withoutBaseline);
    expect([score.final, score.raised?.message]).toEqual([
      null,
      'the episode of mode baseline is missing: play it first',
    ]);
  });
});
