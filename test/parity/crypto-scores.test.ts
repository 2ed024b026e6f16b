import { describe, expect, test } from 'vitest';
import { finalScore } from '../../src/domain/market/compat/final-score.ts';
import { planCompatEpisodes } from '../../src/domain/market/compat/plan-episodes.ts';
import { playCompatEpisode } from '../../src/domain/market/compat/play-episode.ts';
import { scenarioSeed } from '../../src/domain/market/compat/scenario-seed.ts';
import { scoreCompatScenario } from '../../src/domain/market/compat/score-scenario.ts';
import type { EpisodePlan } from '../../src/domain/market/episode-plan.ts';
import type { EpisodeResult } from '../../src/domain/market/episode-result.ts';
import { marketGrade } from '../../src/domain/market/market-grade.ts';
import { playThrough } from '../support/crypto-sources.ts';
import {
  cryptoVectors,
  type RecordedCase,
  type RecordedMetrics,
  recordedPlay,
  scenarioOf,
  sourceOf,
} from '../support/crypto-vectors.ts';

const AGENT = { url: 'http://127.0.0.1:9110/' };

function episodesOf(recorded: RecordedCase): readonly EpisodeResult[] {
  return planCompatEpisodes(sourceOf(recorded), recorded.id, AGENT).map((plan, index) => {
    const result = replayed(recorded, plan, index);
    return { ...result, plan };
  });
}

function replayed(recorded: RecordedCase, plan: EpisodePlan, index: number): EpisodeResult {
  const episode = recorded.episodes[index];
  if (episode === undefined) throw new Error(`${recorded.id} has no episode ${plan.id}`);
  const play = recordedPlay(recorded, episode, plan);
  return playThrough(playCompatEpisode(play.scenario, play.source, play.plan), ({ call }) => {
    const reply = recorded.response_table[episode.responses[call] ?? -1];
    return reply !== undefined && 'text' in reply
      ? { kind: 'reply', text: reply.text }
      : { kind: 'failed', reason: 'transport down' };
  });
}

const metricsOf = ({ total_return, max_drawdown, sharpe, win_rate }: RecordedMetrics) => ({
  totalReturn: total_return,
  maxDrawdown: max_drawdown,
  sharpe,
  winRate: win_rate,
});

describe.each(cryptoVectors.cases)('$id ($scenario)', (recorded) => {
  const { result } = recorded;
  const source = sourceOf(recorded);
  const score = scoreCompatScenario(scenarioOf(recorded), source, episodesOf(recorded));

  test('comes to the recorded final score and grade', () => {
    expect(score.final).toBe(result.final_score);
    expect(marketGrade(finalScore(score.modes, source.settings))).toBe(result.grade);
    expect(score.raised).toBeUndefined();
  });

  test('has the recorded score of every mode, and weights that add up to one', () => {
    expect(Object.fromEntries(score.modes.map((each) => [each.mode, each.score]))).toEqual(
      result.scores,
    );
    expect(score.modes.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 12);
    expect(score.meta).toEqual({
      average: result.meta_average,
      dispersion: result.meta_dispersion,
    });
    expect(score.episodes.map((episode) => episode.score)).toEqual(
      recorded.episodes.map((episode) => episode.score),
    );
  });

  test('reports the recorded shocks, buy-and-hold reference and seed', () => {
    expect(score.events).toEqual(result.events);
    expect(score.buyAndHold).toEqual({
      score: result.buyhold.score,
      metrics: metricsOf(result.buyhold.metrics),
    });
    expect(scenarioSeed(source, recorded.id, AGENT)).toBe(result.random_seed);
  });
});
