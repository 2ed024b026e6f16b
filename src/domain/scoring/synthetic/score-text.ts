import type { TextGold } from '../../dataset/task.ts';
import type { Scored } from '../score.ts';
import type { CommittedAnswer } from './committed-answer.ts';
import { excerpt } from './excerpt.ts';
import { normalizeText } from './normalize-text.ts';

/** Equality of the committed line, or paragraph, with the gold answer; never containment. */
export function scoreText(gold: TextGold, committed: CommittedAnswer): Scored {
  const expected = normalizeText(gold.formatted);
  const paragraph = committed.onward.trim().split(/\n\s*\n/, 1)[0] ?? '';
  const correct = [committed.text, paragraph].some((text) => normalizeText(text) === expected);
  return {
    kind: 'scored',
    value: correct ? 1 : 0,
    max: 1,
    correct,
    subScores: {},
    feedback: `expected "${excerpt(gold.formatted)}"; read "${excerpt(committed.text)}"`,
  };
}
