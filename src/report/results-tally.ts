import type { ConfigReport } from '../domain/leaderboard/report-types.ts';
import { originalTask } from './original-view.ts';
import { type ExportedTask, exportTask } from './result-rows.ts';
import type { TaskRow } from './run-report.ts';

/** What a results file says of its lists before it gives them; tasks are added one by one. */
export class ResultsTally {
  readonly #report: ConfigReport;
  total = 0;
  /** Tasks of which at least one repeat counts. */
  counted = 0;
  /** Of those: tasks that earned points. */
  successful = 0;
  readonly #byDataset = new Map<string, number>();
  readonly #byCategory = new Map<string, number>();

  constructor(report: ConfigReport) {
    this.#report = report;
  }

  /** @returns The task's rows, which are in the tally now. */
  add(task: TaskRow): readonly ExportedTask[] {
    const exported = exportTask(originalTask(this.#report, task));
    const detailed = exported.flatMap((each) => each.detailed ?? []);
    this.total += 1;
    this.counted += detailed.length;
    this.successful += detailed.filter(
      ({ is_correct, normalized_score }) => is_correct || normalized_score > 0,
    ).length;
    count(this.#byDataset, task.dataset);
    count(this.#byCategory, task.category);
    return exported;
  }

  get byDataset(): Record<string, number> {
    return Object.fromEntries(this.#byDataset);
  }

  get byCategory(): Record<string, number> {
    return Object.fromEntries(this.#byCategory);
  }
}

function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
