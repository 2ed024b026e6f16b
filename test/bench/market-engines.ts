import type { CryptoSource } from '../../src/domain/market/crypto-source.ts';
import type { Episode } from '../../src/domain/market/episode.ts';
import type { EpisodePlan } from '../../src/domain/market/episode-plan.ts';
import type { EpisodeResult } from '../../src/domain/market/episode-result.ts';
import type { MarketScore } from '../../src/domain/market/market-score.ts';
import type { Scenario } from '../../src/domain/market/scenario.ts';
import type { Profile } from '../../src/domain/scoring/profile.ts';

/** How a profile plays and scores a scenario. */
export interface MarketEngine {
  readonly profile: Profile;
  plan(scenario: Scenario, source: CryptoSource): readonly EpisodePlan[];
  play(scenario: Scenario, source: CryptoSource, plan: EpisodePlan): Episode;
  score(scenario: Scenario, source: CryptoSource, results: readonly EpisodeResult[]): MarketScore;
}
