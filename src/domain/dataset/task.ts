import type { OptionsSource } from './options/options-source.ts';

/** Datasets durabench can run; their sections and scales are in `scoring/sections.ts`. */
export const DATASET_TYPES = [
  'bizfinbench',
  'prbench',
  'synthetic',
  'options',
  'crypto',
  'gdpval',
] as const;
export type DatasetType = (typeof DATASET_TYPES)[number];

/** How far a number may be from the gold answer: the larger of the two bounds decides. */
export interface Tolerance {
  readonly relative: number;
  readonly absolute: number;
}

/**
 * Units an answer is read in. `percent` answers are stored as percentage points (12.5 is 12.5 %),
 * `ratio` as plain numbers, `currency` in units of `currency` (no thousands or millions).
 */
export type AnswerUnit = 'percent' | 'ratio' | 'currency' | 'years' | 'count' | 'none';

export interface NumberGold {
  readonly kind: 'number';
  readonly value: number;
  readonly unit: AnswerUnit;
  readonly tolerance: Tolerance;
  readonly formatted: string;
}

export interface TextGold {
  readonly kind: 'text';
  readonly formatted: string;
}

/** Several named values that must all be right, e.g. `{beat: true, surprise_pct: 4.2}`. */
export interface FieldsGold {
  readonly kind: 'fields';
  readonly fields: Readonly<Record<string, number | string | boolean>>;
  readonly tolerance: Tolerance;
  readonly formatted: string;
}

export type Gold = NumberGold | TextGold | FieldsGold;

/** One evaluation item. (Never a Temporal or A2A task.) */
export interface Task {
  readonly id: string;
  readonly dataset: DatasetType;
  /** E.g. the synthetic template family; shown in reports, used for stratified intervals. */
  readonly category: string;
  readonly difficulty: 'easy' | 'medium' | 'hard' | 'expert';
  /** What the agent is sent, and all it is sent. */
  readonly question: string;
  readonly gold: Gold;
  /** The worked solution, for people reading the report. */
  readonly steps: readonly string[];
  /** Items with the same cluster share a source; intervals must not treat them as independent. */
  readonly cluster?: string;
  /** What the file says beyond the gold answer; only the compatible scorers read it. */
  readonly source?: OptionsSource;
}
