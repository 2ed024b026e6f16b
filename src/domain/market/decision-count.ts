import { type Profile, profilesOf, type RunProfile } from '../scoring/profile.ts';
import { MODES, type Mode } from './episode-plan.ts';
import { isMetaTransform } from './meta-transforms.ts';
import type { TradingSettings } from './trading-settings.ts';

/** How much of a scenario is played. */
export interface PlayedBars {
  /** Of the whole scenario. */
  readonly bars: number;
  readonly stride: number;
  /** Null takes all. */
  readonly maxSteps: number | null;
}

/**
 * Decisions a task asks for in all its episodes, when no bar is skipped: the agent calls of a run
 * before any is repeated.
 */
export const decisionCount = (
  played: PlayedBars,
  settings: TradingSettings,
  profile: RunProfile,
): number =>
  profilesOf(profile)
    .map((each) => decisionsOfEpisode(played, settings, each) * episodesOf(settings, each))
    .reduce((total, decisions) => total + decisions, 0);

function decisionsOfEpisode(
  { bars, stride, maxSteps }: PlayedBars,
  { decisionInterval }: TradingSettings,
  profile: Profile,
): number {
  const strided = Math.ceil(bars / stride);
  const played = Math.min(strided, maxSteps ?? strided);
  // A corrected order fills at the next bar, so none is asked for on the last.
  const asked = profile === 'corrected' ? Math.max(0, played - 1) : played;
  return Math.ceil(asked / decisionInterval);
}

/** Episodes of a scenario; both profiles play their own. */
export const episodeCount = (settings: TradingSettings, profile: RunProfile): number =>
  profilesOf(profile)
    .map((each) => episodesOf(settings, each))
    .reduce((total, episodes) => total + episodes, 0);

const episodesOf = (settings: TradingSettings, profile: Profile): number =>
  MODES.map((mode) => episodesOfMode(mode, settings, profile)).reduce(
    (total, episodes) => total + episodes,
    0,
  );

/** The original plays modes without weight too, and repeats the baseline as `identity`. */
function episodesOfMode(mode: Mode, settings: TradingSettings, profile: Profile): number {
  const { scoreWeights, metaTransforms } = settings;
  const known = metaTransforms.filter(isMetaTransform);
  if (profile === 'compat') return mode === 'meta' ? known.length : 1;
  if ((scoreWeights[mode] ?? 0) === 0) return 0;
  return mode === 'meta' ? known.filter((name) => name !== 'identity').length : 1;
}
