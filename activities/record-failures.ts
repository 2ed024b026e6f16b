import type { ArtifactStore } from '../src/adapters/artifacts/artifact-store.ts';
import { getJson, putJson } from '../src/adapters/artifacts/json-artifacts.ts';
import { type Outcome, OutcomeSchema } from '../src/contracts/records.ts';
import { type AskedTask, isMarket, type Task } from '../src/domain/dataset/task.ts';
import type { Unscored } from '../src/domain/scoring/score.ts';
import { configKeys, configRoot, roundKeys } from '../src/domain/suite/artifact-keys.ts';
import type { ConfigRun } from '../src/domain/suite/config-run.ts';
import { CallLog } from './call-log.ts';
import type { EndedTask, PendingTask, SliceRef } from './contract.ts';
import { marketOutcome } from './market-outcome.ts';
import { outcomeOf, taskResultOf } from './outcome.ts';
import { needsJudge, reachVerdict, verdictWithoutReply } from './reach-verdict.ts';
import type { RunRecords } from './run-records.ts';

/**
 * Ends tasks that no activity ended: attempts timed out, or the config gave its deployment up.
 * The instrument failed, so they are unscored, unless an answer or an outcome came in after all.
 * @returns What counts for each of them now.
 */
export async function recordFailures(
  records: RunRecords,
  ref: SliceRef,
  pending: readonly PendingTask[],
  message: string,
): Promise<readonly EndedTask[]> {
  const config = await records.configRun(ref);
  const configDir = configRoot(ref.scope.root, config.configId);
  return Promise.all(
    pending.map(async (each) => {
      const task = await records.task(configDir, ref.slice, each);
      const outcome = await endTask(records.store, { config, configDir, task, ref, message });
      return { taskId: task.id, result: taskResultOf(outcome) };
    }),
  );
}

interface Ending {
  readonly config: ConfigRun;
  readonly configDir: string;
  readonly task: Task;
  readonly ref: SliceRef;
  readonly message: string;
}

/** The outcome that counts: this one, or the one that came first. */
async function endTask(
  store: ArtifactStore,
  { config, configDir, task, ref, message }: Ending,
): Promise<Outcome> {
  const taskDir = configKeys(configDir).task(task.id, ref.repeat);
  const keys = roundKeys(taskDir, ref.scope.round);
  const lost: Unscored = { kind: 'unscored', reason: 'infrastructure', retryable: true, message };
  const outcome = isMarket(task)
    ? await marketOutcome(store, { task, taskDir, config, ref }, verdictWithoutReply(config, lost))
    : await endQuestion(new CallLog(store, keys.dir), { config, task, ref, lost });
  const { ref: stored, created } = await putJson(store, keys.outcome, outcome);
  return created ? outcome : getJson(store, stored, OutcomeSchema);
}

interface LostQuestion {
  readonly config: ConfigRun;
  readonly task: AskedTask;
  readonly ref: SliceRef;
  readonly lost: Unscored;
}

async function endQuestion(
  log: CallLog,
  { config, task, ref, lost }: LostQuestion,
): Promise<Outcome> {
  const graded = await log.reply();
  const ended = { config, task, log, ending: graded ?? lost };
  // The answer is kept: the next round needs nothing but the judge.
  const ungraded: Unscored = { ...lost, reason: graded ? 'judge-unavailable' : lost.reason };
  return outcomeOf({
    task,
    repeat: ref.repeat,
    round: ref.scope.round,
    ...((await needsJudge(ended))
      ? verdictWithoutReply(config, ungraded)
      : await reachVerdict(ended)),
    intents: await log.intents(),
    ...(config.price && { price: config.price }),
    ...(graded && { graded }),
  });
}
