import type { EpisodeResult } from '../../domain/market/episode-result.ts';
import type { MarketScore } from '../../domain/market/market-score.ts';
import type { Profile } from '../../domain/scoring/profile.ts';

/** An episode that has begun and left no summary yet. */
export interface OpenEpisode {
  readonly episodeId: string;
  /** Its latest conversation with the agent. */
  readonly generation: number;
  /** Answers recorded in it. */
  readonly decisions: number;
}

/** How a round of a crypto task was played in one profile. */
export interface PlayedMarket {
  readonly profile: Profile;
  /** Null before all episodes are over. */
  readonly score: MarketScore | null;
  /** Those that are over: baseline, noisy, adversarial, then the transforms. */
  readonly episodes: readonly EpisodeResult[];
}

/** `baseline`, or `meta: identity`. */
export const episodeName = ({ plan }: Pick<EpisodeResult, 'plan'>): string =>
  plan.transform === undefined ? plan.mode : `${plan.mode}: ${plan.transform}`;

/** Corrected episodes are scored against others, so the market's score has them; 0 to 100. */
export const episodeScore = (
  { plan, score }: Pick<EpisodeResult, 'plan' | 'score'>,
  market: MarketScore | null,
): number | null => scoredEpisode(plan.id, market)?.score ?? score;

export const scoredEpisode = (episodeId: string, market: MarketScore | null) =>
  market?.episodes.find((episode) => episode.episodeId === episodeId);
