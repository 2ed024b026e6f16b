import type { ArtifactStore } from '../src/adapters/artifacts/artifact-store.ts';
import { findJson, putJson } from '../src/adapters/artifacts/json-artifacts.ts';
import { type Rebuttal, ReplySchema, UnansweredSchema } from '../src/contracts/records.ts';
import type { AskedTask } from '../src/domain/dataset/task.ts';
import { isFollowedUp, rebuttalPreview } from '../src/domain/scoring/compat/follow-up.ts';
import { gradeCompat } from '../src/domain/scoring/compat/grade-compat.ts';
import { compatJudgeOf, judgeCompat } from '../src/domain/scoring/compat/judge-compat.ts';
import type { CompatScore, Failed, Unscored } from '../src/domain/scoring/score.ts';
import { roundKeys } from '../src/domain/suite/artifact-keys.ts';
import type { ConfigRun } from '../src/domain/suite/config-run.ts';
import { CallLog, type FirstReply } from './call-log.ts';
import type { FollowUpFacts, GradedReply } from './outcome.ts';

export interface EndedAnswer {
  readonly config: ConfigRun;
  readonly task: AskedTask;
  readonly log: CallLog;
  /** The reply that counts, or why there is none. */
  readonly ending: GradedReply | Failed | Unscored;
}

/** The reply that `compat` grades, if it is to be followed up; not where an earlier one is graded again. */
export async function answerToFollowUp({
  config,
  task,
  log,
  ending,
}: EndedAnswer): Promise<FirstReply | undefined> {
  if (config.conductDebate === undefined) return undefined;
  if ('reply' in ending && ending.isEarlier) return undefined;
  const first = await log.firstReply();
  if (first === undefined) return undefined;
  const score = scoreWithoutJudge(config, task, first.text);
  return score === undefined || isFollowedUp(score) ? first : undefined;
}

/** Whether the follow-up question of a stored answer is still to be asked: its worker was killed before. */
export async function isFollowUpOpen(
  store: ArtifactStore,
  answer: EndedAnswer,
  { reply, unanswered }: ReturnType<typeof roundKeys>['followUp'],
): Promise<boolean> {
  if ((await answerToFollowUp(answer)) === undefined) return false;
  return !(await store.has(reply)) && !(await store.has(unanswered));
}

/** Undefined where the judge has a say in it. */
function scoreWithoutJudge(
  { judge }: ConfigRun,
  task: AskedTask,
  text: string,
): CompatScore | undefined {
  if (judge === undefined) return gradeCompat(task, text);
  const step = judgeCompat(task, text, compatJudgeOf(task.dataset, judge)).next();
  return step.done ? step.value : undefined;
}

/** Read from what `followUp` has stored: in this round, or in that of a reply which is graded again. */
export async function followUpFacts(
  store: ArtifactStore,
  { conductDebate }: ConfigRun,
  { taskDir, round }: { readonly taskDir: string; readonly round: number },
  compat: CompatScore | undefined,
): Promise<FollowUpFacts> {
  if (conductDebate === undefined) return {};
  const { dir } = roundKeys(taskDir, round).followUp;
  const log = new CallLog(store, dir);
  const intents = await log.intents();
  const own = await log.reply();
  return {
    followUp: { intents, ...(own && { reply: own.reply }) },
    ...(compat && isFollowedUp(compat) && { rebuttal: await rebuttalOf(store, taskDir, round) }),
  };
}

async function rebuttalOf(store: ArtifactStore, taskDir: string, round: number): Promise<Rebuttal> {
  for (let at = round; at >= 0; at -= 1) {
    const { reply: key, unanswered } = roundKeys(taskDir, at).followUp;
    const reply = await findJson(store, key, ReplySchema);
    if (reply !== undefined) {
      const { ref } = await putJson(store, key, reply);
      return { received: true, preview: rebuttalPreview(reply.text), reply: ref };
    }
    const none = await findJson(store, unanswered, UnansweredSchema);
    if (none !== undefined) return { received: false, why: none.why };
  }
  return { received: false, why: 'not asked: the agent was gone when the answer was graded' };
}
