import type { Outcome } from '../src/contracts/records.ts';
import { roundKeys } from '../src/domain/suite/artifact-keys.ts';
import { isBudgetSpent } from '../src/domain/suite/attempt-budget.ts';
import type { ConfigRun } from '../src/domain/suite/config-run.ts';
import { CallLog } from './call-log.ts';
import type { RunScope } from './contract.ts';
import { isPending, type RunRecords } from './run-records.ts';
import { standingReply } from './standing-reply.ts';

/** Whether a task is still to run, in the phase of the scope where it has one. */
export async function isPendingInPhase(
  records: RunRecords,
  { profile }: Pick<ConfigRun, 'profile'>,
  taskDir: string,
  latest: Outcome | undefined,
  scope: RunScope,
): Promise<boolean> {
  if (!isPending(latest, scope)) return false;
  const { phase, regrade } = scope;
  if (phase === undefined) return true;
  // What is graded again has been answered, or traded, in an earlier round.
  const isAnswered = regrade !== undefined || (await hasEnded(records, profile, taskDir, scope));
  return phase === 'grade' ? isAnswered : !isAnswered;
}

/** The agent is not to be asked again: its reply stands, or its failures are for the judge to grade. */
async function hasEnded(
  records: RunRecords,
  profile: ConfigRun['profile'],
  taskDir: string,
  scope: RunScope,
): Promise<boolean> {
  if ((await standingReply(records, taskDir, scope)) !== undefined) return true;
  if (profile === 'corrected') return false;
  const log = new CallLog(records.store, roundKeys(taskDir, scope.round).dir);
  const causes = await log.failures();
  const last = causes.at(-1);
  if (last === undefined || (await log.firstReply()) === undefined) return false;
  return endsAtOnce(profile, last) || isBudgetSpent(last, causes);
}

/** The original grades an empty text and asks no more. */
export const endsAtOnce = (profile: ConfigRun['profile'], cause: string): boolean =>
  profile === 'compat' && cause === 'empty-reply';
