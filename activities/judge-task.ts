import { getJson, putJson } from '../src/adapters/artifacts/json-artifacts.ts';
import { redactMessage } from '../src/adapters/artifacts/redact.ts';
import type { JudgeClient } from '../src/adapters/judge/judge-client.ts';
import type { JudgeThrottle } from '../src/adapters/judge/judge-throttle.ts';
import { type Judged, OutcomeSchema } from '../src/contracts/records.ts';
import { type AskedTask, isMarket } from '../src/domain/dataset/task.ts';
import { ArtifactError, JudgeError } from '../src/domain/errors.ts';
import { gradeFailure } from '../src/domain/scoring/grade-corrected.ts';
import { mirrorCompat } from '../src/domain/scoring/mirror-compat.ts';
import type { Failed, Unscored } from '../src/domain/scoring/score.ts';
import { configKeys, configRoot, roundKeys } from '../src/domain/suite/artifact-keys.ts';
import { outcomeOfFailure } from '../src/domain/suite/attempt-budget.ts';
import type { ConfigRun, JudgeSpec } from '../src/domain/suite/config-run.ts';
import { CallLog } from './call-log.ts';
import type { TaskRef, TaskResult } from './contract.ts';
import { awaitOpenGate, GATE_WAIT_MS } from './endpoint-gate.ts';
import { followUpFacts } from './followed-answer.ts';
import { withHeartbeat } from './heartbeat.ts';
import { type JudgePorts, withPatience } from './judge-session.ts';
import { type JudgeCase, judgeCorrected, judgeOriginal, readFileTexts } from './judge-verdict.ts';
import { type GradedReply, outcomeOf, taskResultOf, type Verdict } from './outcome.ts';
import { firstReply, verdictWithoutReply } from './reach-verdict.ts';
import type { RunRecords } from './run-records.ts';
import { standingReply } from './standing-reply.ts';

export interface JudgingPorts {
  readonly records: RunRecords;
  readonly clientOf: (judge: JudgeSpec, baseUrl: string) => Promise<JudgeClient>;
  readonly throttle: JudgeThrottle;
}

/** Of endpoints that do not say how much they can read. */
const CONTEXT_TOKENS_DEFAULT = 8_192;

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

interface Context {
  readonly ref: TaskRef;
  readonly config: ConfigRun;
  readonly task: AskedTask;
  readonly taskDir: string;
}

type Graded = Verdict & {
  readonly judged: readonly Judged[];
  readonly fatal?: TaskResult['fatal'];
};

async function grade(
  ports: JudgingPorts,
  context: Context,
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
  context: Context,
  log: CallLog,
  ending: GradedReply | Failed | Unscored,
  signal: AbortSignal,
): Promise<Graded> {
  const { config, task, ref } = context;
  const { profile } = config;
  const setting = await openJudge(ports, context, signal).catch(unavailable);
  if ('message' in setting) {
    const { message } = setting;
    const gone: Unscored = {
      kind: 'unscored',
      reason: 'judge-unavailable',
      retryable: true,
      message,
    };
    return { ...verdictWithoutReply(config, 'reply' in ending ? gone : ending), judged: [] };
  }
  const { judgePorts, judgeCase } = setting;
  const isReplied = 'reply' in ending;
  const corrected =
    profile === 'compat' || !isReplied
      ? { score: isReplied ? undefined : gradeFailure(task, ending) }
      : await judgeCorrected(
          judgeCase,
          ending,
          await readFileTexts(task, ports.records.store),
          judgePorts,
          signal,
        );
  const first = profile === 'corrected' ? undefined : await firstReply(log, ending);
  const compat = first && (await judgeOriginal(judgeCase, first.text, judgePorts, signal));
  const judged = [
    ...('judged' in corrected && corrected.judged ? [corrected.judged] : []),
    ...(compat?.judged ? [compat.judged] : []),
  ];
  const fatal = 'fatal' in corrected ? corrected.fatal : undefined;
  const effort = { judged, ...(fatal && { fatal }) };
  if (compat === undefined || first === undefined) {
    if (corrected.score === undefined) throw new ArtifactError(`task "${ref.taskId}" has no reply`);
    return { ...verdictWithoutReply(config, corrected.score), ...effort };
  }
  const isOther = first.ref !== undefined && (!isReplied || first.ref.key !== ending.ref.key);
  return {
    score:
      corrected.score === undefined || profile === 'compat'
        ? mirrorCompat(compat.score)
        : corrected.score,
    compat: compat.score,
    ...(isOther && { compatReply: first.ref }),
    ...effort,
  };
}

/** Of a task whose calls all failed; only the original grades such an end. */
async function failureOf(log: CallLog): Promise<Failed | Unscored> {
  const cause = (await log.failures()).at(-1);
  return cause === undefined
    ? outcomeOfFailure('endpoint-unavailable', 'there is no reply to judge')
    : outcomeOfFailure(cause, `the last call ended with "${cause}"`);
}

/** The instrument failed: the task has no score, and its answer stays. */
function unavailable(error: unknown): { readonly message: string } {
  if (error instanceof JudgeError) return { message: redactMessage(error.message) };
  throw error;
}

interface OpenJudge {
  readonly judgePorts: JudgePorts;
  readonly judgeCase: JudgeCase;
}

/** @throws JudgeError when it cannot be reached, or its deployment was given up. */
async function openJudge(
  { records, clientOf, throttle }: JudgingPorts,
  { ref, config, task, taskDir }: Context,
  signal: AbortSignal,
): Promise<OpenJudge> {
  const { judge } = config;
  if (judge === undefined) throw new ArtifactError(`config "${config.configId}" has no judge`);
  const baseUrl = judge.baseUrl ?? (await servedUrl(records, ref, signal));
  if (baseUrl === undefined) {
    throw new JudgeError('unavailable', 'the deployment that serves the judge was given up');
  }
  const client = await clientOf(judge, baseUrl);
  const { slots, requestsPerMinute } = judge;
  const key = `${baseUrl} ${judge.model}`;
  const turn = { key, slots, ...(requestsPerMinute !== undefined && { requestsPerMinute }) };
  // The original does not look.
  const reported =
    judge.contextTokens ??
    (config.profile === 'compat'
      ? null
      : await withPatience(signal, () => client.contextTokens(signal)));
  const limits = {
    contextTokens: reported ?? CONTEXT_TOKENS_DEFAULT,
    outputTokensMax: judge.outputTokensMax,
  };
  const { round, regrade } = ref.scope;
  return {
    judgePorts: {
      store: records.store,
      client,
      inTurn: (request) => throttle.run(turn, signal, request),
    },
    judgeCase: {
      ...{ task, config, judge, limits, taskDir, round },
      isFresh: regrade === 'judge',
      ...(regrade === 'rules' && { latest: await records.latestOutcome(taskDir, round - 1) }),
    },
  };
}

/** The agent's own model server judges as well. */
async function servedUrl(
  records: RunRecords,
  ref: TaskRef,
  signal: AbortSignal,
): Promise<string | undefined> {
  const deadlineMs = performance.now() + GATE_WAIT_MS;
  return (await awaitOpenGate(records, ref, deadlineMs, signal))?.record.modelUrl;
}
