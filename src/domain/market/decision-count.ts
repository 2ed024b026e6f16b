import type { MarketTask } from '../dataset/task.ts';
import type { Profile } from '../scoring/profile.ts';
import type { ConfigRun } from '../suite/config-run.ts';
import type { CryptoSource } from './crypto-source.ts';
import { planStages } from './engines.ts';

/**
 * Decisions a task asks for in all its episodes, when no bar is skipped: the agent calls of a run
 * before any is repeated.
 * @param bars of the whole scenario
 * @throws ConfigurationError when a setting cannot be traded by.
 */
export const decisionCount = (
  task: MarketTask,
  config: Pick<ConfigRun, 'profile' | 'agentIdentity'>,
  bars: number,
): number =>
  planStages(task, config)
    .flat()
    .map(({ profile }) => decisionsOfEpisode(task.source, profile, bars))
    .reduce((total, decisions) => total + decisions, 0);

function decisionsOfEpisode(
  { stride, maxSteps, settings }: CryptoSource,
  profile: Profile,
  bars: number,
): number {
  const strided = Math.ceil(bars / stride);
  const played = Math.min(strided, maxSteps ?? strided);
  // A corrected order fills at the next bar, so none is asked for on the last.
  const asked = profile === 'corrected' ? Math.max(0, played - 1) : played;
  return Math.ceil(asked / settings.decisionInterval);
}
