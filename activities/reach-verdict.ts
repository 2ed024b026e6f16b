import type { QuestionTask } from '../src/domain/dataset/task.ts';
import { gradeCompat } from '../src/domain/scoring/compat/grade-compat.ts';
import { gradeCorrected, gradeFailure } from '../src/domain/scoring/grade-corrected.ts';
import { mirrorCompat } from '../src/domain/scoring/mirror-compat.ts';
import type { CompatScore, Failed, Score, Unscored } from '../src/domain/scoring/score.ts';
import type { ConfigRun } from '../src/domain/suite/config-run.ts';
import type { CallLog } from './call-log.ts';
import type { GradedReply, Verdict } from './outcome.ts';

interface EndedQuestion {
  readonly config: ConfigRun;
  readonly task: QuestionTask;
  readonly log: CallLog;
  /** The reply that counts, or why there is none. */
  readonly ending: GradedReply | Failed | Unscored;
}

/**
 * Grades the end of a question by the run's profile. `compat` grades the first complete reply of the
 * round, refused or not.
 */
export async function reachVerdict({ config, task, log, ending }: EndedQuestion): Promise<Verdict> {
  const { profile } = config;
  const corrected = correctedScore(config, task, ending);
  const first = profile === 'corrected' ? undefined : await log.firstReply();
  if (first === undefined) return verdictWithoutReply(config, corrected);
  const compat = gradeCompat(task, first.text);
  const isOther =
    first.ref !== undefined && (!('reply' in ending) || first.ref.key !== ending.ref.key);
  return {
    score: profile === 'compat' ? mirrorCompat(compat) : corrected,
    compat,
    ...(isOther && { compatReply: first.ref }),
  };
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
  { agent }: ConfigRun,
  task: QuestionTask,
  ending: EndedQuestion['ending'],
): Score {
  if (!('reply' in ending)) return gradeFailure(task, ending);
  const tokensMax = 'model' in agent ? agent.model?.maxTokens : undefined;
  return gradeCorrected(task, ending.reply, tokensMax);
}
