import type { QuestionTask } from '../dataset/task.ts';
import { inspectReply } from '../firewall/inspect-reply.ts';
import type { Failed, Score, Unscored } from './score.ts';
import { scoreReply } from './score-reply.ts';

/** Grades a reply by rules, profile `corrected`. */
export const gradeReply = (
  task: QuestionTask,
  replyText: string,
  finishReason: string | null,
): Score => noAnswer(replyText, finishReason) ?? scoreReply(task, replyText);

/**
 * What is no answer becomes `unscored` or `failed` with the rule that recognised it, and never
 * reaches a scorer that would read a number out of an error; undefined when it is one.
 */
export function noAnswer(
  replyText: string,
  finishReason: string | null,
): Failed | Unscored | undefined {
  const verdict = inspectReply(replyText, { finishReason });
  if (verdict.kind === 'answer') return undefined;
  const message = `no answer, by rule "${verdict.rule}": "${verdict.evidence}"`;
  return verdict.kind === 'agent'
    ? { kind: 'failed', reason: verdict.reason, message }
    : { kind: 'unscored', reason: verdict.reason, retryable: true, message };
}
