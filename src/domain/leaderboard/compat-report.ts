import { gradeOf } from '../scoring/grade.ts';
import { pythonRound } from '../scoring/python-round.ts';
import { type SectionScore, unifiedScore } from '../scoring/unified-score.ts';
import type { ConfigRun } from '../suite/config-run.ts';
import { compareProfiles } from './compare-profiles.ts';
import { compatTasks, countCompat } from './compat-tasks.ts';
import type { CompatReport, CompatSection } from './compat-types.ts';
import type { PlannedRepeat } from './effective-outcomes.ts';

/**
 * The original's report of a run: dropped rows are in no average, and no coverage is asked for. A
 * task's score is the mean of those of its repeats that were graded. Null in profile `corrected`.
 */
export function reportCompat(
  { profile }: Pick<ConfigRun, 'profile'>,
  repeats: readonly PlannedRepeat[],
): CompatReport | null {
  if (profile === 'corrected') return null;
  // In order of the manifest: sums, and so ties in rounding, come out as in the original.
  const { overall, sections } = unifiedScore(compatTasks(repeats));
  return {
    overall: overall === null ? null : pythonRound(overall, 2),
    grade: overall === null ? null : gradeOf(overall),
    counts: countCompat(repeats),
    sections: sections.map(roundSection),
    comparison: profile === 'both' ? compareProfiles(repeats) : [],
  };
}

/** Digits as in the original's result files. */
const roundSection = (score: SectionScore): CompatSection => ({
  section: score.section,
  datasets: score.datasets,
  taskCount: score.taskCount,
  percent: pythonRound(score.percent, 2),
  weight: pythonRound(score.weight, 4),
  contribution: pythonRound(score.contribution, 2),
  accuracyRate: pythonRound(score.accuracyRate, 4),
  subScores: Object.fromEntries(
    Object.entries(score.subScores).map(([name, mean]) => [name, pythonRound(mean, 2)]),
  ),
});
