import { type CompatGraded, type CompatMethod, gradedInUnits } from './compat-grade.ts';
import { codePointLength, splitWords, strip } from './python-text.ts';

export interface CompatGdpvalInput {
  readonly predicted: string;
  /** The task, else the question; empty where there is neither. */
  readonly taskPrompt: string;
  readonly occupation: string | null;
  readonly sector: string | null;
  /** Names of the files that belong to the task; a judge only learns how many there are. */
  readonly referenceFiles: readonly string[] | null;
}

const REPLY_CHARS_MIN = 10;
/** Scores of answers below so many words. */
const LENGTH_SCORES = [
  [50, 0.1],
  [200, 0.3],
  [500, 0.5],
] as const;
const LONG_SCORE = 0.6;
const STRUCTURE_BONUS = 0.2;
const STRUCTURE_MARKS = ['\n', ':', '-', '1.', '2.'];

/** The original's GDPval evaluator without a judge: the length of the answer, and any sign of structure. */
export function scoreGdpvalCompat({ predicted, taskPrompt }: CompatGdpvalInput): CompatGraded {
  if (taskPrompt === '') {
    return ungraded('missing_task_prompt', 'No task prompt provided for evaluation');
  }
  if (codePointLength(strip(predicted)) < REPLY_CHARS_MIN) {
    return ungraded('empty_or_minimal_response', 'No meaningful response provided');
  }
  const wordCount = splitWords(predicted).length;
  const lengthScore = LENGTH_SCORES.find(([below]) => wordCount < below)?.[1] ?? LONG_SCORE;
  const hasStructure = STRUCTURE_MARKS.some((mark) => predicted.includes(mark));
  return gradedInUnits({
    method: 'heuristic',
    score: Math.min(1, lengthScore + (hasStructure ? STRUCTURE_BONUS : 0)),
    correctCount: 0,
    totalCount: 0,
    feedback: 'Heuristic evaluation (LLM unavailable)',
    details: {
      llm_used: false,
      heuristic: true,
      word_count: wordCount,
      has_structure: hasStructure,
    },
  });
}

const ungraded = (method: CompatMethod, feedback: string): CompatGraded =>
  gradedInUnits({ method, score: 0, correctCount: 0, totalCount: 0, feedback });
