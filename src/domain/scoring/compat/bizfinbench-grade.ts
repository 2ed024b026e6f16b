import { type CompatGraded, isFullScore } from './compat-grade.ts';

type Remarks = Pick<CompatGraded, 'feedback' | 'details'>;

interface Finding extends Remarks, Pick<CompatGraded, 'method' | 'score'> {
  /** Correct and all, as the original counts. */
  readonly counts: readonly [number, number];
  readonly llmUsed?: boolean;
}

/** A grade of a BizFinBench answer: only a full score counts as correct. */
export function bizfinbenchGrade({ counts, ...finding }: Finding): CompatGraded {
  const [correctCount, totalCount] = counts;
  return {
    kind: 'graded',
    llmUsed: false,
    ...finding,
    maxScore: 1,
    correct: isFullScore(finding.score, 1),
    subScores: {},
    correctCount,
    totalCount,
  };
}

/** Right or wrong, nothing between. */
export const decided = (
  method: CompatGraded['method'],
  isCorrect: boolean,
  remarks: Remarks,
): CompatGraded =>
  bizfinbenchGrade({
    method,
    score: isCorrect ? 1 : 0,
    counts: [isCorrect ? 1 : 0, 1],
    ...remarks,
  });
