import type { OpenEpisode } from './played-market.ts';

const EPISODE_KEY = /\/episodes\/(?<episodeId>[^/]+)\/g(?<generation>\d+)\/(?<record>.+)$/;
const DECISION = /^steps\/\d+\/r\d+\/(?:reply|failed)\.json$/;
const SUMMARY = 'summary.json';

type Conversation = Pick<OpenEpisode, 'episodeId' | 'generation'>;

interface EpisodeRecord extends Conversation {
  /** Below the conversation's folder. */
  readonly record: string;
}

/** Of each episode its highest generation: of all that have begun, or of those that are over. */
export function latestConversations(
  keys: readonly string[],
  which: 'begun' | 'over',
): readonly Conversation[] {
  const latest = new Map<string, number>();
  for (const { episodeId, generation, record } of keys.flatMap(parseKey)) {
    if (which === 'over' && record !== SUMMARY) continue;
    latest.set(episodeId, Math.max(generation, latest.get(episodeId) ?? 0));
  }
  return [...latest].map(([episodeId, generation]) => ({ episodeId, generation }));
}

/** Episodes of which no conversation is over. */
export function openEpisodes(keys: readonly string[]): readonly OpenEpisode[] {
  const over = new Set(latestConversations(keys, 'over').map(({ episodeId }) => episodeId));
  const decisions = keys.flatMap(parseKey).filter(({ record }) => DECISION.test(record));
  return latestConversations(keys, 'begun')
    .filter(({ episodeId }) => !over.has(episodeId))
    .map((conversation) => ({
      ...conversation,
      decisions: decisions.filter(
        ({ episodeId, generation }) =>
          episodeId === conversation.episodeId && generation === conversation.generation,
      ).length,
    }));
}

function parseKey(key: string): readonly EpisodeRecord[] {
  const { episodeId, generation, record } = EPISODE_KEY.exec(key)?.groups ?? {};
  if (episodeId === undefined || generation === undefined || record === undefined) return [];
  return [{ episodeId, generation: Number(generation), record }];
}
