import type { TaskResult } from '../activities/contract.ts';
import {
  addCounts,
  NO_TASKS,
  type TaskCounts,
  type TaskFailure,
} from '../src/domain/suite/progress.ts';

/** Queries must stay small: only the latest failures are kept. */
const FAILURES_KEPT = 50;

/** What a shard has counted. */
export interface ShardTally {
  readonly counts: TaskCounts;
  readonly failures: readonly TaskFailure[];
  readonly answered?: number;
}

/** Running counts of a shard or a config. */
export class Tally {
  counts: TaskCounts = NO_TASKS;
  failures: readonly TaskFailure[] = [];
  /** Tasks whose reply is stored, and not graded in this phase. */
  answered = 0;

  plan(tasks: number): void {
    this.counts = addCounts(this.counts, { ...NO_TASKS, planned: tasks });
  }

  /** What the records say: of earlier rounds and generations, or of all in the end. */
  takeOver(counts: TaskCounts): void {
    this.counts = counts;
    this.answered = 0;
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
  merge({ counts, failures, answered = 0 }: ShardTally): void {
    this.counts = addCounts(this.counts, { ...counts, planned: 0 });
    this.answered += answered;
    this.#keep(failures);
  }

  markdown(): string {
    const { planned, scored, failed, unscored, correct } = this.counts;
    const answered = this.answered === 0 ? '' : `, ${this.answered} answered`;
    return `**${scored + failed + unscored}/${planned}** done${answered}, ${correct} correct, ${failed} failed, ${unscored} unscored`;
  }

  #keep(failures: readonly TaskFailure[]): void {
    this.failures = [...this.failures, ...failures].slice(-FAILURES_KEPT);
  }
}
