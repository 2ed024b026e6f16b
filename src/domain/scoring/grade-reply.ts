import type { QuestionTask } from '../dataset/task.ts';
import { inspectReply } from '../firewall/inspect-reply.ts';
import type { Score } from './score.ts';
import { scoreReply } from './score-reply.ts';

/**
 * Grades a reply, profile `corrected`: what is no answer becomes `unscored` or `failed` with the
 * rule that recognised it, and never reaches a scorer that would read a number out of an error.
 */
export function gradeReply(
  task: QuestionTask,
  replyText: string,
  finishReason: string | null,
): Score {
  const verdict = inspectReply(replyText, { finishReason });
  if (verdict.kind === 'answer') return scoreReply(task, replyText);
  const message = `no answer, by rule "${verdict.rule}": "${verdict.evidence}"`;
  return verdict.kind === 'agent'
    ? { kind: 'failed', reason: verdict.reason, message }
    : { kind: 'unscored', reason: verdict.reason, retryable: true, message };
}
