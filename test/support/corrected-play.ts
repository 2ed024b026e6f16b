import { decideEach } from '../../src/domain/market/corrected/decide-each.ts';
import { planCorrectedEpisodes } from '../../src/domain/market/corrected/plan-episodes.ts';
import { playCorrectedEpisode } from '../../src/domain/market/corrected/play-episode.ts';
import type { CryptoSource } from '../../src/domain/market/crypto-source.ts';
import type { Decision } from '../../src/domain/market/decision.ts';
import type { DecisionInput, DecisionRequest } from '../../src/domain/market/episode.ts';
import type { EpisodePlan } from '../../src/domain/market/episode-plan.ts';
import type { EpisodeResult } from '../../src/domain/market/episode-result.ts';
import type { EpisodeScore, MarketScore } from '../../src/domain/market/market-score.ts';
import type { Scenario } from '../../src/domain/market/scenario.ts';
import { scoreCorrectedScenario } from '../../src/domain/market/skill/score-scenario.ts';
import { HOLD } from './markets.ts';

export type Trader = (request: DecisionRequest, plan: EpisodePlan) => Decision;

export const planNamed = (source: CryptoSource, id: string): EpisodePlan => {
  const plan = planCorrectedEpisodes(source, 'task').find((each) => each.id === `corrected-${id}`);
  if (plan === undefined) throw new Error(`no episode corrected-${id} is planned`);
  return plan;
};

/** One episode; the baseline unless named. */
export function play(
  scenario: Scenario,
  source: CryptoSource,
  trader: Trader,
  id = 'baseline',
): EpisodeResult {
  const plan = planNamed(source, id);
  return decideEach(playCorrectedEpisode(scenario, source, plan), (request) =>
    trader(request, plan),
  );
}

/** Decides by call number; holds when the list is at its end. */
export const scripted =
  (...decisions: readonly (Decision | undefined)[]): Trader =>
  ({ call }) =>
    decisions[call] ?? HOLD;

export const playInputs = (
  scenario: Scenario,
  source: CryptoSource,
  answer: (request: DecisionRequest) => DecisionInput,
  plan: EpisodePlan = planNamed(source, 'baseline'),
): EpisodeResult => {
  const episode = playCorrectedEpisode(scenario, source, plan);
  let turn = episode.next(undefined as never);
  while (!turn.done) turn = episode.next(answer(turn.value));
  return turn.value;
};

/** All planned episodes in their order, and the score of the scenario. */
export function scoreTrader(
  scenario: Scenario,
  source: CryptoSource,
  trader: Trader,
): MarketScore & { readonly final: number } {
  const episodes = planCorrectedEpisodes(source, 'task').map((plan) =>
    decideEach(playCorrectedEpisode(scenario, source, plan), (request) => trader(request, plan)),
  );
  const score = scoreCorrectedScenario(scenario, source, episodes);
  if (score.final === null) throw new Error('the scenario has no score');
  return { ...score, final: score.final };
}

export function episodeNamed(score: MarketScore, id: string): EpisodeScore & { score: number } {
  const episode = score.episodes.find(({ episodeId }) => episodeId === `corrected-${id}`);
  if (episode?.score == null) throw new Error(`no episode corrected-${id} was scored`);
  return { ...episode, score: episode.score };
}
