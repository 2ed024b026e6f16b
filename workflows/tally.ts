import type { TaskResult } from '../activities/contract.ts';
import {
  addCounts,
  NO_TASKS,
  type TaskCounts,
  type TaskFailure,
} from '../src/domain/suite/progress.ts';

/** Queries must stay small: only the latest failures are kept. */
const FAILURES_KEPT = 50;

/** Running counts of a shard or a config. */
export class Tally {
  counts: TaskCounts = NO_TASKS;
  failures: readonly TaskFailure[] = [];

  plan(tasks: number): void {
    this.counts = addCounts(this.counts, { ...NO_TASKS, planned: tasks });
  }

  /** What the records say: of earlier rounds and generations, or of all in the end. */
  takeOver(counts: TaskCounts): void {
    this.counts = counts;
  }

  add(taskId: string, result: TaskResult): void {
    this.counts = addCounts(this.counts, {
      ...NO_TASKS,
      [result.kind]: 1,
      correct: result.correct ? 1 : 0,
      redundantCalls: result.redundantCalls,
    });
    if (result.kind !== 'scored') {
      this.#keep([{ taskId, kind: result.kind, reason: result.reason ?? result.kind }]);
    }
  }

  /** Adds a closed shard, whose tasks are planned already. */
  merge(counts: TaskCounts, failures: readonly TaskFailure[]): void {
    this.counts = addCounts(this.counts, { ...counts, planned: 0 });
    this.#keep(failures);
  }

  markdown(): string {
    const { planned, scored, failed, unscored, correct } = this.counts;
    return `**${scored + failed + unscored}/${planned}** done, ${correct} correct, ${failed} failed, ${unscored} unscored`;
  }

  #keep(failures: readonly TaskFailure[]): void {
    this.failures = [...this.failures, ...failures].slice(-FAILURES_KEPT);
  }
}
