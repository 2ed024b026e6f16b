import { toPercent } from '../scoring/sections.ts';
import { averageRepeats, type Repeat } from '../statistics/repeats.ts';
import type { CompatCounts } from './compat-types.ts';
import type { PlannedRepeat } from './effective-outcomes.ts';
import type { CountedTask } from './section-report.ts';

/** The tasks that the original grades, in their order: the mean of their graded repeats. */
export function compatTasks(repeats: readonly PlannedRepeat[]): readonly CountedTask[] {
  const datasets = new Map(repeats.map(({ taskId, dataset }) => [taskId, dataset]));
  return averageRepeats(repeats.flatMap(gradedRepeat)).flatMap((task) => {
    const dataset = datasets.get(task.taskId);
    return dataset === undefined ? [] : [{ ...task, dataset }];
  });
}

function gradedRepeat({ taskId, outcome }: PlannedRepeat): readonly Repeat[] {
  const compat = outcome?.compat;
  if (outcome === undefined || compat?.kind !== 'scored') return [];
  const { value, max, correct, subScores } = compat;
  return [{ taskId, percent: toPercent(value, max), correct, subScores, cluster: outcome.cluster }];
}

export function countCompat(repeats: readonly PlannedRepeat[]): CompatCounts {
  const count = (kind: 'scored' | 'dropped') =>
    repeats.filter(({ outcome }) => outcome?.compat?.kind === kind).length;
  const graded = count('scored');
  const dropped = count('dropped');
  return { planned: repeats.length, graded, dropped, missing: repeats.length - graded - dropped };
}
