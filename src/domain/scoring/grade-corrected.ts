import type { Usage } from '../agent/usage.ts';
import { lintGold } from '../dataset/lint-gold.ts';
import type { QuestionTask, Task } from '../dataset/task.ts';
import { gradeReply } from './grade-reply.ts';
import { type Failed, invalidGold, type Score, type Unscored } from './score.ts';

/** What grading reads of a stored reply. */
export interface StoredReply {
  readonly text: string;
  readonly finishReason: string | null;
  readonly usage: Usage;
}

/**
 * Grades a stored reply, profile `corrected`: never an error text, whatever it reads like. An answer
 * that ends where the config's own token limit is was not cut off by the endpoint: it had its room.
 */
export function gradeCorrected(
  task: QuestionTask,
  { text, finishReason, usage }: StoredReply,
  tokensMax: number | undefined,
): Score {
  const hadItsRoom = tokensMax !== undefined && (usage.outputTokens ?? 0) >= tokensMax;
  return gradeReply(task, text, hadItsRoom ? null : finishReason);
}

/** The score of a task that ended without an answer: an invalid gold answer weighs more than why. */
export function gradeFailure(task: Task, ending: Failed | Unscored): Failed | Unscored {
  const invalid = lintGold(task);
  return invalid === undefined ? ending : invalidGold(invalid.problem);
}
