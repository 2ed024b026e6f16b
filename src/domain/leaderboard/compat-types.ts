import type { DatasetType } from '../dataset/task.ts';
import type { Grade } from '../scoring/grade.ts';
import type { SectionScore } from '../scoring/unified-score.ts';
import type { CompatDifference } from './compat-difference.ts';

/** Repeats of tasks by what the original would have made of them; `planned` is their sum. */
export interface CompatCounts {
  readonly planned: number;
  readonly graded: number;
  /** Rows with an error: in no average. */
  readonly dropped: number;
  /** Repeats that left no outcome. */
  readonly missing: number;
}

/** A section as the original computes and rounds it; without an interval, as there. */
export type CompatSection = SectionScore;

export interface DifferenceCount {
  readonly difference: CompatDifference;
  readonly count: number;
}

/** One dataset by both profiles. */
export interface DatasetComparison {
  readonly dataset: DatasetType;
  readonly counts: CompatCounts;
  /** Means over the tasks that count in each; null where none does. */
  readonly correctedPercent: number | null;
  readonly compatPercent: number | null;
  /** Repeats by why the two differ, most frequent first. */
  readonly differences: readonly DifferenceCount[];
}

/** What the original benchmark would have reported of the same run. */
export interface CompatReport {
  /** 0 to 100; null when every row was dropped, where the original writes 0. */
  readonly overall: number | null;
  readonly grade: Grade | null;
  readonly counts: CompatCounts;
  /** In order of their first graded task; those without one are left out, as in the original. */
  readonly sections: readonly CompatSection[];
  /** Side by side with `corrected`; empty in profile `compat`, which has nothing to compare with. */
  readonly comparison: readonly DatasetComparison[];
}
