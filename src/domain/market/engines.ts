import type { MarketTask } from '../dataset/task.ts';
import { ConfigurationError } from '../errors.ts';
import { type Profile, profilesOf } from '../scoring/profile.ts';
import type { AgentIdentity, ConfigRun } from '../suite/config-run.ts';
import { planCompatEpisodes } from './compat/plan-episodes.ts';
import { playCompatEpisode } from './compat/play-episode.ts';
import { scoreCompatScenario } from './compat/score-scenario.ts';
import { planCorrectedEpisodes } from './corrected/plan-episodes.ts';
import { playCorrectedEpisode } from './corrected/play-episode.ts';
import type { CryptoSource } from './crypto-source.ts';
import type { Episode } from './episode.ts';
import type { EpisodePlan } from './episode-plan.ts';
import type { EpisodeResult } from './episode-result.ts';
import type { MarketScore } from './market-score.ts';
import type { Scenario } from './scenario.ts';
import { scoreCorrectedScenario } from './skill/score-scenario.ts';

/**
 * The episodes of a task in stages that follow each other. The corrected baseline comes first, and
 * then the other modes at once: they count for no more than the baseline did, so that remembering
 * its bars cannot pay. Compatible ones come one after another, as in the original.
 */
export const planStages = (
  { id, source }: MarketTask,
  { profile, agentIdentity }: Pick<ConfigRun, 'profile' | 'agentIdentity'>,
): readonly (readonly EpisodePlan[])[] =>
  profilesOf(profile).flatMap((each) =>
    each === 'corrected'
      ? correctedStages(planCorrectedEpisodes(source, id))
      : planCompatEpisodes(source, id, required(agentIdentity)).map((plan) => [plan]),
  );

function correctedStages(plans: readonly EpisodePlan[]): readonly (readonly EpisodePlan[])[] {
  const baseline = plans.filter(({ mode }) => mode === 'baseline');
  const others = plans.filter(({ mode }) => mode !== 'baseline');
  return [baseline, others].filter((stage) => stage.length > 0);
}

function required(identity: AgentIdentity | undefined): AgentIdentity {
  if (identity !== undefined) return identity;
  throw new ConfigurationError('profile "compat" needs an agent identity to draw its noise from');
}

export const playEpisode = (scenario: Scenario, source: CryptoSource, plan: EpisodePlan): Episode =>
  (plan.profile === 'compat' ? playCompatEpisode : playCorrectedEpisode)(scenario, source, plan);

/** CPU-bound in the corrected profile: seconds for long scenarios. */
export const scoreScenario = (
  profile: Profile,
  scenario: Scenario,
  source: CryptoSource,
  episodes: readonly EpisodeResult[],
): MarketScore =>
  (profile === 'compat' ? scoreCompatScenario : scoreCorrectedScenario)(scenario, source, episodes);
