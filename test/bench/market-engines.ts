import { planCompatEpisodes } from '../../src/domain/market/compat/plan-episodes.ts';
import { planCorrectedEpisodes } from '../../src/domain/market/corrected/plan-episodes.ts';
import type { CryptoSource } from '../../src/domain/market/crypto-source.ts';
import { playEpisode, scoreScenario } from '../../src/domain/market/engines.ts';
import type { Episode } from '../../src/domain/market/episode.ts';
import type { EpisodePlan } from '../../src/domain/market/episode-plan.ts';
import type { EpisodeResult } from '../../src/domain/market/episode-result.ts';
import type { MarketScore } from '../../src/domain/market/market-score.ts';
import type { Scenario } from '../../src/domain/market/scenario.ts';
import type { Profile } from '../../src/domain/scoring/profile.ts';

/** How a profile plays and scores a scenario. */
export interface MarketEngine {
  readonly profile: Profile;
  plan(source: CryptoSource, taskId: string): readonly EpisodePlan[];
  play(scenario: Scenario, source: CryptoSource, plan: EpisodePlan): Episode;
  score(scenario: Scenario, source: CryptoSource, results: readonly EpisodeResult[]): MarketScore;
}

/** Whom the original's seeds are drawn for; the corrected ones are the same for every agent. */
const IDENTITY = { url: 'http://127.0.0.1:9110/' };

export const engineOf = (profile: Profile): MarketEngine => ({
  profile,
  plan: (source, taskId) =>
    profile === 'compat'
      ? planCompatEpisodes(source, taskId, IDENTITY)
      : planCorrectedEpisodes(source, taskId),
  play: playEpisode,
  score: (scenario, source, results) => scoreScenario(profile, scenario, source, results),
});
