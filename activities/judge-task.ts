import { getJson, putJson } from '../src/adapters/artifacts/json-artifacts.ts';
import { redactMessage } from '../src/adapters/artifacts/redact.ts';
import { type Judged, OutcomeSchema } from '../src/contracts/records.ts';
import { isMarket } from '../src/domain/dataset/task.ts';
import { ArtifactError, JudgeError } from '../src/domain/errors.ts';
import { gradeFailure } from '../src/domain/scoring/grade-corrected.ts';
import { mirrorCompat } from '../src/domain/scoring/mirror-compat.ts';
import type { Failed, Score, Unscored } from '../src/domain/scoring/score.ts';
import { configKeys, configRoot, roundKeys } from '../src/domain/suite/artifact-keys.ts';
import { outcomeOfFailure } from '../src/domain/suite/attempt-budget.ts';
import { CallLog } from './call-log.ts';
import type { TaskRef, TaskResult } from './contract.ts';
import { followUpFacts } from './followed-answer.ts';
import { withHeartbeat } from './heartbeat.ts';
import { type JudgedScore, judgeCorrected, judgeOriginal, readFileTexts } from './judge-verdict.ts';
import { type JudgedQuestion, type JudgingPorts, type OpenJudge, openJudge } from './open-judge.ts';
import { type GradedReply, outcomeOf, taskResultOf, type Verdict } from './outcome.ts';
import { firstReply, verdictWithoutReply } from './reach-verdict.ts';
import { standingReply } from './standing-reply.ts';

/** Grades a stored reply with the judge, and commits the outcome. The agent is not asked. */
export async function judgeTask(ports: JudgingPorts, ref: TaskRef): Promise<TaskResult> {
  const { records } = ports;
  const config = await records.configRun(ref);
  const configDir = configRoot(ref.scope.root, config.configId);
  const task = await records.task(configDir, ref.slice, ref);
  if (isMarket(task)) throw new ArtifactError(`task "${task.id}" is traded, not judged`);
  const taskDir = configKeys(configDir).task(task.id, ref.repeat);
  const earlier = await records.outcome(taskDir, ref.scope.round);
  if (earlier !== undefined) return taskResultOf(earlier);
  return withHeartbeat((signal) => grade(ports, { ref, config, task, taskDir }, signal));
}

type Graded = Verdict & {
  readonly judged: readonly Judged[];
  readonly fatal?: TaskResult['fatal'];
};

async function grade(
  ports: JudgingPorts,
  context: JudgedQuestion,
  signal: AbortSignal,
): Promise<TaskResult> {
  const { ref, config, task, taskDir } = context;
  const { records } = ports;
  const log = new CallLog(records.store, roundKeys(taskDir, ref.scope.round).dir);
  const standing = await standingReply(records, taskDir, ref.scope);
  const ending = standing ?? (await failureOf(log));
  const verdict = await reachJudged(ports, context, log, ending, signal);
  const { judged, fatal, ...scores } = verdict;
  const outcome = outcomeOf({
    task,
    repeat: ref.repeat,
    round: ref.scope.round,
    ...scores,
    judged,
    ...(await followUpFacts(
      records.store,
      config,
      { taskDir, round: ref.scope.round },
      scores.compat,
    )),
    intents: await log.intents(),
    ...(config.price && { price: config.price }),
    ...(standing && { graded: standing }),
  });
  const key = roundKeys(taskDir, ref.scope.round).outcome;
  const { ref: stored, created } = await putJson(records.store, key, outcome);
  const committed = created ? outcome : await getJson(records.store, stored, OutcomeSchema);
  // `runTask` has told what the answer cost.
  const { spend: _spend, ...result } = taskResultOf(committed);
  return { ...result, ...(fatal && { fatal }) };
}

async function reachJudged(
  ports: JudgingPorts,
  context: JudgedQuestion,
  log: CallLog,
  ending: GradedReply | Failed | Unscored,
  signal: AbortSignal,
): Promise<Graded> {
  const { config } = context;
  const setting = await openJudge(ports, context, signal).catch(unavailable);
  if ('kind' in setting) {
    return { ...verdictWithoutReply(config, 'reply' in ending ? setting : ending), judged: [] };
  }
  const corrected = await gradeCorrected(ports, setting, context, ending, signal);
  const first = config.profile === 'corrected' ? undefined : await firstReply(log, ending);
  const compat =
    first && (await judgeOriginal(setting.judgeCase, first.text, setting.judgePorts, signal));
  const judged = [corrected?.judged, compat?.judged].flatMap((each) => each ?? []);
  const effort = { judged, ...(corrected?.fatal && { fatal: corrected.fatal }) };
  if (compat === undefined || first === undefined) {
    if (corrected === undefined) throw new ArtifactError(`task "${context.task.id}" has no reply`);
    return { ...verdictWithoutReply(config, corrected.score), ...effort };
  }
  const isOther =
    first.ref !== undefined && !('reply' in ending && first.ref.key === ending.ref.key);
  return {
    score:
      corrected === undefined || config.profile === 'compat'
        ? mirrorCompat(compat.score)
        : corrected.score,
    compat: compat.score,
    ...(isOther && { compatReply: first.ref }),
    ...effort,
  };
}

/** Undefined for a reply in profile `compat`, which has no such grade. */
async function gradeCorrected(
  { records }: JudgingPorts,
  { judgeCase, judgePorts }: OpenJudge,
  { config, task }: JudgedQuestion,
  ending: GradedReply | Failed | Unscored,
  signal: AbortSignal,
): Promise<JudgedScore<Score> | undefined> {
  if (!('reply' in ending)) return { score: gradeFailure(task, ending) };
  if (config.profile === 'compat') return undefined;
  const texts = await readFileTexts(task, records.store);
  return judgeCorrected(judgeCase, ending, texts, judgePorts, signal);
}

/** Of a task whose calls all failed; only the original grades such an end. */
async function failureOf(log: CallLog): Promise<Failed | Unscored> {
  const cause = (await log.failures()).at(-1);
  return cause === undefined
    ? outcomeOfFailure('endpoint-unavailable', 'there is no reply to judge')
    : outcomeOfFailure(cause, `the last call ended with "${cause}"`);
}

/** The instrument failed: the task has no score, and its answer stays. */
function unavailable(error: unknown): Unscored {
  if (!(error instanceof JudgeError)) throw error;
  const message = redactMessage(error.message);
  return { kind: 'unscored', reason: 'judge-unavailable', retryable: true, message };
}
