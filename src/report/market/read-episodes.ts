import type { ArtifactStore } from '../../adapters/artifacts/artifact-store.ts';
import { findJson, getJson } from '../../adapters/artifacts/json-artifacts.ts';
import { EpisodeSummarySchema, MarketScoreSchema } from '../../contracts/market.ts';
import { MODES } from '../../domain/market/episode-plan.ts';
import type { EpisodeResult } from '../../domain/market/episode-result.ts';
import { PROFILES } from '../../domain/scoring/profile.ts';
import { episodeKeys, episodesPrefix, roundKeys } from '../../domain/suite/artifact-keys.ts';
import type { TaskRound } from '../latest-rounds.ts';
import { latestConversations, openEpisodes } from './conversations.ts';
import type { OpenEpisode, PlayedMarket } from './played-market.ts';

/** What is recorded of a crypto task's round; it may still be played. */
export interface RecordedEpisodes {
  /** The profiles of which anything is recorded. */
  readonly markets: readonly PlayedMarket[];
  readonly open: readonly OpenEpisode[];
}

/**
 * The episodes of a round, of each its latest conversation that is over, and the scores.
 * @throws ArtifactError when a record is damaged.
 */
export async function readEpisodes(
  store: ArtifactStore,
  { taskDir, round }: TaskRound,
): Promise<RecordedEpisodes> {
  const keys = roundKeys(taskDir, round);
  const recorded = await store.list(episodesPrefix(taskDir));
  const episodes: EpisodeResult[] = [];
  // One after another: a summary of ten thousand bars takes megabytes while it is parsed.
  for (const { episodeId, generation } of latestConversations(recorded, 'over')) {
    const { summary } = episodeKeys(taskDir, episodeId, generation);
    episodes.push(await getJson(store, summary, EpisodeSummarySchema));
  }
  const markets = await Promise.all(
    PROFILES.map(async (profile) => ({
      profile,
      score: (await findJson(store, keys.market(profile), MarketScoreSchema)) ?? null,
      episodes: episodes.filter(({ plan }) => plan.profile === profile).sort(byPlan),
    })),
  );
  return {
    markets: markets.filter((market) => market.score !== null || market.episodes.length > 0),
    open: openEpisodes(recorded),
  };
}

/** `meta-10` comes after `meta-2`. */
const byId = new Intl.Collator('en', { numeric: true });

const byPlan = (a: EpisodeResult, b: EpisodeResult): number =>
  MODES.indexOf(a.plan.mode) - MODES.indexOf(b.plan.mode) || byId.compare(a.plan.id, b.plan.id);
