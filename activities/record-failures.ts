import { getJson, putJson } from '../src/adapters/artifacts/json-artifacts.ts';
import { type Outcome, OutcomeSchema } from '../src/contracts/records.ts';
import { type AskedTask, isMarket, type Task } from '../src/domain/dataset/task.ts';
import type { Unscored } from '../src/domain/scoring/score.ts';
import { configKeys, configRoot, roundKeys } from '../src/domain/suite/artifact-keys.ts';
import type { ConfigRun } from '../src/domain/suite/config-run.ts';
import { CallLog } from './call-log.ts';
import type { EndedTask, PendingTask, SliceRef } from './contract.ts';
import { followUpFacts } from './followed-answer.ts';
import { marketOutcome } from './market-outcome.ts';
import { outcomeOf, taskResultOf } from './outcome.ts';
import { needsJudge, reachVerdict, verdictWithoutReply } from './reach-verdict.ts';
import type { RunRecords } from './run-records.ts';
import { standingReply } from './standing-reply.ts';

/**
 * Ends tasks that no activity ended: attempts timed out, or the config gave its deployment up.
 * The instrument failed, so they are unscored, unless an answer or an outcome came in after all.
 * @returns What counts for each of them now; nothing of an answer that is yet to be graded.
 */
export async function recordFailures(
  records: RunRecords,
  ref: SliceRef,
  pending: readonly PendingTask[],
  message: string,
): Promise<readonly EndedTask[]> {
  const config = await records.configRun(ref);
  const configDir = configRoot(ref.scope.root, config.configId);
  const ended = await Promise.all(
    pending.map(async (each) => {
      const task = await records.task(configDir, ref.slice, each);
      const outcome = await endTask(records, { config, configDir, task, ref, message });
      return outcome && { taskId: task.id, result: taskResultOf(outcome) };
    }),
  );
  return ended.filter((each) => each !== undefined);
}

interface Ending {
  readonly config: ConfigRun;
  readonly configDir: string;
  readonly task: Task;
  readonly ref: SliceRef;
  readonly message: string;
}

/** The outcome that counts: this one, or the one that came first. Undefined for one yet to be graded. */
async function endTask(
  records: RunRecords,
  { config, configDir, task, ref, message }: Ending,
): Promise<Outcome | undefined> {
  const { store } = records;
  const taskDir = configKeys(configDir).task(task.id, ref.repeat);
  const { outcome: key } = roundKeys(taskDir, ref.scope.round);
  const lost: Unscored = { kind: 'unscored', reason: 'infrastructure', retryable: true, message };
  const outcome = isMarket(task)
    ? await marketOutcome(store, { task, taskDir, config, ref }, verdictWithoutReply(config, lost))
    : await endQuestion(records, { config, task, taskDir, ref, lost });
  if (outcome === undefined) return records.outcome(taskDir, ref.scope.round);
  const { ref: stored, created } = await putJson(store, key, outcome);
  return created ? outcome : getJson(store, stored, OutcomeSchema);
}

interface LostQuestion {
  readonly config: ConfigRun;
  readonly task: AskedTask;
  readonly taskDir: string;
  readonly ref: SliceRef;
  readonly lost: Unscored;
}

/** Undefined when the phase of grades comes for it. */
async function endQuestion(
  records: RunRecords,
  { config, task, taskDir, ref, lost }: LostQuestion,
): Promise<Outcome | undefined> {
  const { round, phase } = ref.scope;
  const log = new CallLog(records.store, roundKeys(taskDir, round).dir);
  const graded = await standingReply(records, taskDir, ref.scope);
  const ended = { config, task, log, ending: graded ?? lost };
  const isJudges = await needsJudge(ended);
  if (isJudges && graded !== undefined && phase === 'answer') return undefined;
  // The answer is kept: the next round needs nothing but the judge.
  const ungraded: Unscored = { ...lost, reason: graded ? 'judge-unavailable' : lost.reason };
  const verdict = isJudges ? verdictWithoutReply(config, ungraded) : await reachVerdict(ended);
  return outcomeOf({
    task,
    repeat: ref.repeat,
    round,
    ...verdict,
    ...(await followUpFacts(records.store, config, { taskDir, round }, verdict.compat)),
    intents: await log.intents(),
    ...(config.price && { price: config.price }),
    ...(graded && { graded }),
  });
}
