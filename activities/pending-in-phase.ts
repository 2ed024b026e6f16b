import type { Outcome } from '../src/contracts/records.ts';
import { isMarket, type Task } from '../src/domain/dataset/task.ts';
import { roundKeys } from '../src/domain/suite/artifact-keys.ts';
import { isBudgetSpent } from '../src/domain/suite/attempt-budget.ts';
import type { ConfigRun } from '../src/domain/suite/config-run.ts';
import { CallLog } from './call-log.ts';
import type { RunScope } from './contract.ts';
import { isFollowUpOpen } from './followed-answer.ts';
import { isPending, type RunRecords } from './run-records.ts';
import { standingReply } from './standing-reply.ts';

interface PhasedTask {
  readonly config: ConfigRun;
  readonly task: Task;
  readonly taskDir: string;
}

/** Whether a task is still to run, in the phase of the scope where it has one. */
export async function isPendingInPhase(
  records: RunRecords,
  { config, task, taskDir }: PhasedTask,
  latest: Outcome | undefined,
  scope: RunScope,
): Promise<boolean> {
  if (!isPending(latest, scope)) return false;
  const { phase, regrade } = scope;
  if (phase === undefined) return true;
  // What is graded again has been answered, or traded, in an earlier round.
  if (regrade !== undefined) return phase === 'grade';
  const standing = await standingReply(records, taskDir, scope);
  const log = new CallLog(records.store, roundKeys(taskDir, scope.round).dir);
  const isAnswered = standing !== undefined || (await hasFailed(log, config.profile));
  if (phase === 'grade') return isAnswered;
  if (!isAnswered) return true;
  if (standing === undefined || isMarket(task)) return false;
  const keys = roundKeys(taskDir, scope.round).followUp;
  return isFollowUpOpen(records.store, { config, task, log, ending: standing }, keys);
}

/** The agent is not to be asked again: its failures are for the judge to grade. */
async function hasFailed(log: CallLog, profile: ConfigRun['profile']): Promise<boolean> {
  if (profile === 'corrected') return false;
  const causes = await log.failures();
  const last = causes.at(-1);
  if (last === undefined || (await log.firstReply()) === undefined) return false;
  return endsAtOnce(profile, last) || isBudgetSpent(last, causes);
}

/** The original grades an empty text and asks no more. */
export const endsAtOnce = (profile: ConfigRun['profile'], cause: string): boolean =>
  profile === 'compat' && cause === 'empty-reply';
