import { pythonRound } from '../scoring/python-round.ts';
import { type CompatDifference, compatDifference } from './compat-difference.ts';
import { compatTasks, countCompat } from './compat-tasks.ts';
import type { DatasetComparison, DifferenceCount } from './compat-types.ts';
import type { PlannedRepeat } from './effective-outcomes.ts';
import { countTasks } from './section-report.ts';

/** What both profiles make of each dataset, in the order their first task is planned. */
export function compareProfiles(repeats: readonly PlannedRepeat[]): readonly DatasetComparison[] {
  const groups = Map.groupBy(repeats, ({ dataset }) => dataset);
  return [...groups].map(([dataset, planned]) => ({
    dataset,
    counts: countCompat(planned),
    correctedPercent: meanPercent(countTasks(planned)),
    compatPercent: meanPercent(compatTasks(planned)),
    differences: countDifferences(planned),
  }));
}

/** Most frequent first. */
function countDifferences(repeats: readonly PlannedRepeat[]): readonly DifferenceCount[] {
  const found = repeats.flatMap(({ outcome }) => (outcome && compatDifference(outcome)) ?? []);
  const groups = Map.groupBy<CompatDifference, CompatDifference>(found, (each) => each);
  return [...groups]
    .map(([difference, { length: count }]) => ({ difference, count }))
    .toSorted((a, b) => b.count - a.count || (a.difference < b.difference ? -1 : 1));
}

function meanPercent(tasks: readonly { readonly percent: number }[]): number | null {
  if (tasks.length === 0) return null;
  return pythonRound(tasks.reduce((total, { percent }) => total + percent, 0) / tasks.length, 2);
}
