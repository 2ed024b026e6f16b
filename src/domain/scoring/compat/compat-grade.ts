/** How the original came to a grade; its rows tell by this which rule decided. */
export type CompatMethod =
  | 'empty_response'
  | 'no_ground_truth'
  | 'fallback_heuristic'
  | 'options_heuristic'
  | 'options_ground_truth';

/** What the original's evaluator returns, and what its run counts as correct. */
export interface CompatGraded {
  readonly kind: 'graded';
  readonly score: number;
  readonly maxScore: 1 | 100;
  /** By the pass threshold of a config-driven run. */
  readonly correct: boolean;
  readonly subScores: Readonly<Record<string, number>>;
  readonly correctCount: number;
  readonly totalCount: number;
  readonly method: CompatMethod;
  readonly llmUsed: boolean;
  /** Wording is the original's where it is known; it is for people, not for comparison. */
  readonly feedback: string;
}

/** The original's evaluator raises, and its run goes on without the task. */
interface CompatCrash {
  readonly kind: 'crash';
  readonly message: string;
  /** The row carries an error, and rows with an error are in no average. */
  readonly consequence: 'row-dropped';
}

export type CompatGrade = CompatGraded | CompatCrash;

const FULL_SCORE_SLACK = 0.001;

/** The result object's own `is_correct`, which the original's aggregate counts: within 0.001 of the maximum. */
export const isFullScore = (score: number, maxScore: number): boolean =>
  Math.abs(score - maxScore) < FULL_SCORE_SLACK;
