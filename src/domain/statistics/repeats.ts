import type { Interval } from './interval.ts';
import type { Observation } from './units.ts';
import { wilsonInterval } from './wilson.ts';

/** One of the runs of a task, if it counts: an unscored one says nothing about the task. */
export interface Repeat extends Observation {
  readonly taskId: string;
  readonly correct: boolean;
  readonly subScores: Readonly<Record<string, number>>;
}

/** A task as the mean of its repeats. */
export interface AveragedTask extends Observation {
  readonly taskId: string;
  /** Repeats that count, at least 1. */
  readonly repeats: number;
  /** Share of them that are correct. */
  readonly correctRate: number;
  readonly subScores: Readonly<Record<string, number>>;
}

/**
 * One observation a task, in the order the tasks first appear. Repeats of a task are no new tasks:
 * averaged first, they make its score steadier and leave the number of independent units as it is
 * (Miller 2024, arXiv 2411.00640, on resampling).
 */
export function averageRepeats(repeats: readonly Repeat[]): readonly AveragedTask[] {
  return [...Map.groupBy(repeats, ({ taskId }) => taskId)].map(([taskId, runs]) => ({
    taskId,
    repeats: runs.length,
    percent: meanOf(runs, ({ percent }) => percent),
    correctRate: meanOf(runs, ({ correct }) => (correct ? 1 : 0)),
    subScores: meanSubScores(runs),
    cluster: runs[0]?.cluster,
  }));
}

/** A repeat without a sub-score that others of its task have failed before earning it: it counts as 0. */
function meanSubScores(runs: readonly Repeat[]): Readonly<Record<string, number>> {
  const names = new Set(runs.flatMap(({ subScores }) => Object.keys(subScores)));
  return Object.fromEntries(
    [...names].map((name) => [name, meanOf(runs, ({ subScores }) => subScores[name] ?? 0)]),
  );
}

/** Mean share of correct repeats with its 95 % Wilson interval over tasks. Undefined without tasks. */
export function meanAccuracy(
  tasks: readonly Pick<AveragedTask, 'correctRate'>[],
): { readonly rate: number; readonly interval: Interval } | undefined {
  if (tasks.length === 0) return undefined;
  const rate = meanOf(tasks, ({ correctRate }) => correctRate);
  return { rate, interval: wilsonInterval(rate * tasks.length, tasks.length) };
}

const meanOf = <T>(items: readonly T[], measure: (item: T) => number): number =>
  items.reduce((total, item) => total + measure(item), 0) / items.length;
