import { findJson, getJson, putJson } from '../src/adapters/artifacts/json-artifacts.ts';
import type { ScoringJob } from '../src/adapters/simulation/thread-scorer.ts';
import { toExtendedJson } from '../src/contracts/extended-json.ts';
import { EpisodeSummarySchema } from '../src/contracts/market.ts';
import { OutcomeSchema } from '../src/contracts/records.ts';
import type { EpisodeResult } from '../src/domain/market/episode-result.ts';
import type { MarketScore } from '../src/domain/market/market-score.ts';
import { mirrorCompat } from '../src/domain/scoring/mirror-compat.ts';
import { type Profile, profilesOf } from '../src/domain/scoring/profile.ts';
import type { CompatScore, Score, Scored, Unscored } from '../src/domain/scoring/score.ts';
import { roundKeys } from '../src/domain/suite/artifact-keys.ts';
import type { EpisodeEnding, EpisodeFailure, TaskRef, TaskResult } from './contract.ts';
import { findConversation } from './conversation.ts';
import { withHeartbeat } from './heartbeat.ts';
import { marketOutcome } from './market-outcome.ts';
import { type MarketContext, marketContext } from './market-task.ts';
import { taskResultOf, type Verdict } from './outcome.ts';
import type { RunRecords } from './run-records.ts';

export interface SimPorts {
  readonly records: RunRecords;
  /** Off the event loop that heartbeats. */
  readonly scoreScenario: (job: ScoringJob, signal: AbortSignal) => Promise<MarketScore>;
}

/** Scores the played episodes of a task in every profile of its run, and commits the outcome. */
export async function scoreMarket(
  ports: SimPorts,
  ref: TaskRef,
  endings: readonly EpisodeEnding[],
): Promise<TaskResult> {
  const { records } = ports;
  const context = await marketContext(records, ref);
  const { round } = ref.scope;
  const stored = await records.outcome(context.taskDir, round);
  const outcome =
    stored ??
    (await withHeartbeat(async (signal) => {
      const scores = await scoreProfiles(ports, context, endings, signal);
      const fresh = await marketOutcome(records.store, context, verdictOf(scores));
      const { ref: key, created } = await putJson(
        records.store,
        roundKeys(context.taskDir, round).outcome,
        fresh,
      );
      return created ? fresh : getJson(records.store, key, OutcomeSchema);
    }));
  const fatal = endings.find(({ unscored }) => unscored?.fatal)?.unscored?.fatal;
  // Its episodes have told what they spent.
  const { spend: _spend, ...result } = taskResultOf(outcome);
  return { ...result, ...(fatal && { fatal }) };
}

type ProfileScores = Partial<Record<Profile, MarketScore | EpisodeFailure>>;

async function scoreProfiles(
  { records, scoreScenario }: SimPorts,
  context: MarketContext,
  endings: readonly EpisodeEnding[],
  signal: AbortSignal,
): Promise<ProfileScores> {
  const { config, scenario, task, taskDir, ref } = context;
  const scores: ProfileScores = {};
  for (const profile of profilesOf(config.profile)) {
    const episodes = await readEpisodes(records, context, profile);
    const failed = endings.find(
      ({ episodeId, unscored }) => unscored && episodeId.startsWith(`${profile}-`),
    )?.unscored;
    if (episodes === undefined) {
      scores[profile] = failed ?? NOT_PLAYED;
      continue;
    }
    const score = await scoreScenario({ profile, scenario, source: task.source, episodes }, signal);
    await putJson(
      records.store,
      roundKeys(taskDir, ref.scope.round).market(profile),
      toExtendedJson(score),
    );
    scores[profile] = score;
  }
  return scores;
}

/** Undefined unless all of the profile's episodes were played to their end. */
async function readEpisodes(
  { store }: RunRecords,
  { plans, taskDir }: MarketContext,
  profile: Profile,
): Promise<readonly EpisodeResult[] | undefined> {
  const episodes: EpisodeResult[] = [];
  for (const { id } of plans.filter((plan) => plan.profile === profile)) {
    const { keys } = await findConversation(store, taskDir, id);
    const episode = await findJson(store, keys.summary, EpisodeSummarySchema);
    if (episode === undefined) return undefined;
    episodes.push(episode);
  }
  return episodes;
}

/** The corrected score leads where there is one. */
function verdictOf({ corrected, compat }: ProfileScores): Verdict {
  if (compat === undefined) return { score: scoreOf(corrected ?? NOT_PLAYED) };
  const original = compatScoreOf(compat);
  const ending = 'reason' in compat ? unscored(compat) : undefined;
  const score = corrected ? scoreOf(corrected) : mirrorCompat(original, ending);
  return { score, compat: original };
}

const NOT_PLAYED: EpisodeFailure = {
  reason: 'infrastructure',
  message: 'an episode was not played',
};

const SCORE_MAX = 100;
/** The original counts a scenario as correct from here. */
const PASS_FROM = 70;

const unscored = ({ reason, message }: EpisodeFailure): Unscored => ({
  kind: 'unscored',
  reason,
  retryable: true,
  message,
});

const scoreOf = (score: MarketScore | EpisodeFailure): Score =>
  'reason' in score ? unscored(score) : scored(score, score.final ?? 0);

function compatScoreOf(score: MarketScore | EpisodeFailure): CompatScore {
  if ('reason' in score) return { kind: 'dropped', error: score.message };
  if (score.final === null) {
    return { kind: 'dropped', error: `${score.raised?.type}: ${score.raised?.message}` };
  }
  return scored(score, score.final);
}

const scored = ({ modes }: MarketScore, value: number): Scored => ({
  kind: 'scored',
  value,
  max: SCORE_MAX,
  correct: value >= PASS_FROM,
  subScores: Object.fromEntries(modes.map(({ mode, score }) => [mode, score])),
  feedback: modes.map(({ mode, score }) => `${mode} ${score.toFixed(1)}`).join(', '),
});
