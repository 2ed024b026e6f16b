import type { NumberGold } from '../../dataset/task.ts';
import type { Scored } from '../score.ts';
import type { CommittedAnswer } from './committed-answer.ts';
import { excerpt } from './excerpt.ts';
import { readSingleAmount } from './single-amount.ts';
import { isWithinTolerance } from './tolerance.ts';

/** All or nothing: the committed number is within the tolerance of the gold answer, or it is not. */
export function scoreNumber(gold: NumberGold, committed: CommittedAnswer): Scored {
  const amount = readSingleAmount(committed.text, gold.unit);
  const correct =
    amount.kind === 'read' && isWithinTolerance(amount.value, gold.value, gold.tolerance);
  const read =
    amount.kind === 'read'
      ? `read ${amount.value}`
      : `"${excerpt(committed.text)}" is no answer: ${amount.reason}`;
  return {
    kind: 'scored',
    value: correct ? 1 : 0,
    max: 1,
    correct,
    subScores: {},
    feedback: `expected ${gold.formatted}; ${read}`,
  };
}
