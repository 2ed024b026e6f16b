import { lintGold } from '../../dataset/lint-gold.ts';
import { saidText } from '../answer/commitment.ts';
import { invalidGold, type Score } from '../score.ts';
import { type BizFinBenchTask, readRule } from './read-rule.ts';
import { scoreByRule } from './score-by-rule.ts';

/**
 * Grades a reply by the rule of its task, profile `corrected`: the last committed answer against the
 * dataset's, never any number or word elsewhere. `needs-judge` where the answer is a text of its own.
 */
export function scoreBizFinBench(task: BizFinBenchTask, replyText: string): Score | 'needs-judge' {
  const invalid = lintGold(task);
  if (invalid !== undefined) return invalidGold(invalid.problem);
  const said = saidText(replyText);
  if (said.trim() === '') {
    return { kind: 'failed', reason: 'empty-reply', message: 'the reply holds no text' };
  }
  return scoreByRule(readRule(task), said, task.gold.formatted) ?? 'needs-judge';
}
