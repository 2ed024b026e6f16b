import type { AskedTask } from '../src/domain/dataset/task.ts';
import { gradeCompat } from '../src/domain/scoring/compat/grade-compat.ts';
import { gradeFailure, planCorrected } from '../src/domain/scoring/grade-corrected.ts';
import { mirrorCompat } from '../src/domain/scoring/mirror-compat.ts';
import type { GradingPlan } from '../src/domain/scoring/plan-grading.ts';
import type { CompatScore, Failed, Score, Unscored } from '../src/domain/scoring/score.ts';
import type { ConfigRun } from '../src/domain/suite/config-run.ts';
import type { CallLog, FirstReply } from './call-log.ts';
import type { GradedReply, Verdict } from './outcome.ts';

interface EndedQuestion {
  readonly config: ConfigRun;
  readonly task: AskedTask;
  readonly log: CallLog;
  /** The reply that counts, or why there is none. */
  readonly ending: GradedReply | Failed | Unscored;
}

/** Whether the end of a question is for `judgeTask` to grade. */
export async function needsJudge({ config, task, log, ending }: EndedQuestion): Promise<boolean> {
  if (config.judge === undefined) return false;
  // The original's graders decide for themselves what they ask.
  if (config.profile !== 'corrected' && (await firstReply(log, ending)) !== undefined) return true;
  return 'reply' in ending && rulesFor(config, task, ending).kind === 'judge';
}

/**
 * Grades the end of a question by the rules of the run's profile. `compat` grades the first complete
 * reply of the round, refused or not.
 */
export async function reachVerdict({ config, task, log, ending }: EndedQuestion): Promise<Verdict> {
  const { profile } = config;
  const first = profile === 'corrected' ? undefined : await firstReply(log, ending);
  if (first === undefined) return verdictWithoutReply(config, correctedScore(config, task, ending));
  const compat = gradeCompat(task, first.text);
  const isOther =
    first.ref !== undefined && (!('reply' in ending) || first.ref.key !== ending.ref.key);
  return {
    score: profile === 'compat' ? mirrorCompat(compat) : correctedScore(config, task, ending),
    compat,
    ...(isOther && { compatReply: first.ref }),
  };
}

/** What the original grades: the first complete reply of the round, or the one that still stands. */
export async function firstReply(
  log: CallLog,
  ending: EndedQuestion['ending'],
): Promise<FirstReply | undefined> {
  const first = await log.firstReply();
  if (first !== undefined || !('reply' in ending)) return first;
  return { text: ending.reply.text, ref: ending.ref };
}

/** The verdict on a task that no call was completed for: the original drops the row. */
export function verdictWithoutReply(
  { profile }: Pick<ConfigRun, 'profile'>,
  score: Score,
): Verdict {
  if (profile === 'corrected' || score.kind === 'scored') return { score };
  const compat: CompatScore = { kind: 'dropped', error: `${score.reason}: ${score.message}` };
  return { score: profile === 'compat' ? mirrorCompat(compat, score) : score, compat };
}

function correctedScore(
  config: ConfigRun,
  task: AskedTask,
  ending: EndedQuestion['ending'],
): Score {
  if (!('reply' in ending)) return gradeFailure(task, ending);
  const plan = rulesFor(config, task, ending);
  return plan.kind === 'rules' ? plan.score : NOBODY_JUDGES;
}

/** Planning refuses such datasets, but a single answer may be of another kind than its neighbours. */
const NOBODY_JUDGES: Unscored = {
  kind: 'unscored',
  reason: 'judge-unavailable',
  retryable: true,
  message: 'only a judge can grade this answer, and the config names none: add "judge"',
};

/** Only whether a judge is needed is read of it: no script is started with these limits. */
const NO_JUDGE = { limits: { contextTokens: 0, outputTokensMax: 0 }, fileTexts: [] };

const rulesFor = ({ agent }: ConfigRun, task: AskedTask, { reply }: GradedReply): GradingPlan =>
  planCorrected(task, reply, 'model' in agent ? agent.model?.maxTokens : undefined, NO_JUDGE);
