import { type CountedScore, countScore } from '../domain/leaderboard/count-score.ts';
import { averageRepeats } from '../domain/statistics/repeats.ts';
import type { TaskRow } from './run-report.ts';

/** The score of a task: the mean over those of its repeats that count. */
export interface TaskScore extends CountedScore {
  /** Repeats that count. */
  readonly repeats: number;
}

/** A task is correct when every repeat that counts is. Undefined when none counts. */
export function scoreTask({ taskId, repeats }: TaskRow): TaskScore | undefined {
  const counted = repeats.flatMap(({ score }) => (score && countScore(score)) ?? []);
  const [task] = averageRepeats(counted.map((score) => ({ taskId, ...score })));
  return task && { ...task, correct: task.correctRate === 1 };
}
