import type { JsonObject } from './json-value.ts';

/** How the original came to a grade; its rows tell by this which rule decided. */
export type CompatMethod =
  | 'empty_response'
  | 'no_ground_truth'
  | 'fallback_heuristic'
  | 'options_heuristic'
  | 'options_ground_truth'
  | 'options_qualitative'
  /** A judge's verdict was used. */
  | 'llm'
  // BizFinBench
  | 'numeric'
  | 'sequence'
  | 'label'
  | 'ids'
  | 'normalized_text'
  // PRBench
  | 'fast'
  | 'scratchpad'
  | 'no_reference'
  // Public CSV
  | 'rubric_rules'
  | 'simple_comparison'
  // GDPval
  | 'missing_task_prompt'
  | 'empty_or_minimal_response'
  | 'heuristic';

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
  /** The flag in the original's row. PRBench and options never set it, not even when judged. */
  readonly llmUsed: boolean;
  /** Wording is the original's where it is known; it is for people, not for comparison. */
  readonly feedback: string;
  /** What the original records beside the score, under its names; absent where it records nothing. */
  readonly details?: JsonObject;
}

/** The original's evaluator raises, and its run goes on without the task. */
export interface CompatCrash {
  readonly kind: 'crash';
  /** Python's error class and the reason. */
  readonly message: string;
  /** The row carries an error, and rows with an error are in no average. */
  readonly consequence: 'row-dropped';
}

export type CompatGrade = CompatGraded | CompatCrash;

const FULL_SCORE_SLACK = 0.001;
/** Of the datasets whose scores may be partial. */
const PASS_FROM = 0.7;

/** The result object's own `is_correct`, which the original's aggregate counts: within 0.001 of the maximum. */
export const isFullScore = (score: number, maxScore: number): boolean =>
  Math.abs(score - maxScore) < FULL_SCORE_SLACK;

type Unit = Omit<CompatGraded, 'kind' | 'maxScore' | 'correct' | 'subScores' | 'llmUsed'> &
  Partial<Pick<CompatGraded, 'subScores' | 'llmUsed'>>;

/** A grade from 0 to 1 that passes from 0.7. */
export const gradedInUnits = (grade: Unit): CompatGraded => ({
  kind: 'graded',
  maxScore: 1,
  correct: grade.score >= PASS_FROM,
  subScores: {},
  llmUsed: false,
  ...grade,
});

export const crash = (message: string): CompatCrash => ({
  kind: 'crash',
  message,
  consequence: 'row-dropped',
});

/** `max(0.0, min(1.0, value))` of Python, which makes a full score of what is not a number. */
export const clampToUnit = (value: number): number =>
  Number.isNaN(value) ? 1 : Math.min(1, Math.max(0, value));
