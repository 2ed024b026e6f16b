import type { Usage } from '../agent/usage.ts';
import { lintGold } from '../dataset/lint-gold.ts';
import type { AskedTask, QuestionTask, Task } from '../dataset/task.ts';
import { gradeReply } from './grade-reply.ts';
import { type GradingPlan, type JudgeSetting, planGrading } from './plan-grading.ts';
import { type Failed, invalidGold, type Score, type Unscored } from './score.ts';

/** What grading reads of a stored reply. */
export interface StoredReply {
  readonly text: string;
  readonly finishReason: string | null;
  readonly usage: Usage;
}

/** Grades a stored reply by rules, profile `corrected`: never an error text, whatever it reads like. */
export const gradeCorrected = (
  task: QuestionTask,
  reply: StoredReply,
  tokensMax: number | undefined,
): Score => gradeReply(task, reply.text, finishOf(reply, tokensMax));

/** The same for tasks of every kind: the score, or the questions to a judge that give it. */
export const planCorrected = (
  task: AskedTask,
  reply: StoredReply,
  tokensMax: number | undefined,
  setting: JudgeSetting,
): GradingPlan => planGrading(task, reply.text, finishOf(reply, tokensMax), setting);

/**
 * An answer that ends where the config's own token limit is was not cut off by the endpoint: it had
 * its room.
 */
const finishOf = (
  { finishReason, usage }: StoredReply,
  tokensMax: number | undefined,
): string | null =>
  tokensMax !== undefined && (usage.outputTokens ?? 0) >= tokensMax ? null : finishReason;

/** The score of a task that ended without an answer: an invalid gold answer weighs more than why. */
export function gradeFailure(task: Task, ending: Failed | Unscored): Failed | Unscored {
  const invalid = lintGold(task);
  return invalid === undefined ? ending : invalidGold(invalid.problem);
}
