import { findJson, putJson } from '../src/adapters/artifacts/json-artifacts.ts';
import { ReplySchema } from '../src/contracts/records.ts';
import { roundKeys } from '../src/domain/suite/artifact-keys.ts';
import type { RunScope } from './contract.ts';
import type { GradedReply } from './outcome.ts';
import { isJudgeFailure, type RunRecords } from './run-records.ts';

/**
 * The reply that a round grades: its own, or that of an earlier round which only the judge failed,
 * or which is to be graded again. Undefined when the agent is to be asked.
 */
export async function standingReply(
  records: RunRecords,
  taskDir: string,
  { round, regrade }: Pick<RunScope, 'round' | 'regrade'>,
): Promise<GradedReply | undefined> {
  const { store } = records;
  const { reply: key } = roundKeys(taskDir, round);
  const reply = await findJson(store, key, ReplySchema);
  // Storing what is stored changes nothing and gives its reference.
  if (reply !== undefined) return { reply, ref: (await putJson(store, key, reply)).ref };
  const earlier = round === 0 ? undefined : await records.latestOutcome(taskDir, round - 1);
  if (earlier?.reply === undefined) return undefined;
  const { score, reply: ref } = earlier;
  const stands = regrade !== undefined || isJudgeFailure(score);
  const stored = stands ? await findJson(store, ref.key, ReplySchema) : undefined;
  return stored && { reply: stored, ref, isEarlier: true };
}
