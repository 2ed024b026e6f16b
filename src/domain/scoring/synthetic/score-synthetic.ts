import { lintGold } from '../../dataset/lint-gold.ts';
import type { QuestionTask } from '../../dataset/task.ts';
import { invalidGold, type Score } from '../score.ts';
import { committedAnswer } from './committed-answer.ts';
import { scoreFields } from './score-fields.ts';
import { scoreNumber } from './score-number.ts';
import { scoreText } from './score-text.ts';

/**
 * Grades a reply by its committed answer (profile `corrected`): numbers within the gold's
 * tolerance, texts by normalized equality, fields one by one. Numbers elsewhere in the reply
 * never count.
 */
export function scoreSynthetic(task: QuestionTask, replyText: string): Score {
  const invalid = lintGold(task);
  if (invalid !== undefined) return invalidGold(invalid.problem);
  if (replyText.trim() === '') {
    return { kind: 'failed', reason: 'empty-reply', message: 'the reply holds no text' };
  }
  const committed = committedAnswer(replyText);
  switch (task.gold.kind) {
    case 'number':
      return scoreNumber(task.gold, committed);
    case 'text':
      return scoreText(task.gold, committed);
    case 'fields':
      return scoreFields(task.gold, committed);
  }
}
