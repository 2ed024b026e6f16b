import { DatasetIntegrityError } from '../errors.ts';
import type { TaskManifest, TaskOutcome } from './records.ts';

/** One repeat of a planned task. */
export interface PlannedRepeat {
  readonly taskId: string;
  /** From 0. */
  readonly repeat: number;
  readonly dataset: TaskOutcome['dataset'];
  /** Absent: the run ended before the repeat left an outcome. */
  readonly outcome: TaskOutcome | undefined;
}

/**
 * Every repeat of the manifest's tasks, task by task in its order, with the outcome of its latest
 * round.
 * @throws DatasetIntegrityError when an outcome belongs to no repeat of a task of the manifest.
 */
export function pairOutcomes(
  { manifest, repeats }: { readonly manifest: TaskManifest; readonly repeats: number },
  outcomes: readonly TaskOutcome[],
): readonly PlannedRepeat[] {
  const latest = new Map<string, TaskOutcome[]>(manifest.tasks.map(({ id }) => [id, []]));
  for (const outcome of outcomes) {
    const { taskId, repeat, round } = outcome;
    const ofTask = latest.get(taskId);
    if (ofTask === undefined || repeat >= repeats) throw strayOutcome(outcome);
    const known = ofTask[repeat];
    if (known === undefined || round > known.round) ofTask[repeat] = outcome;
  }
  return manifest.tasks.flatMap(({ id, dataset }) =>
    Array.from({ length: repeats }, (_, repeat) => ({
      taskId: id,
      repeat,
      dataset,
      outcome: latest.get(id)?.[repeat],
    })),
  );
}

const strayOutcome = ({ taskId, repeat, round }: TaskOutcome): DatasetIntegrityError =>
  new DatasetIntegrityError(
    `outcome of task "${taskId}", repeat ${repeat}, which was never planned: ` +
      'the records of two runs are mixed; start the run again under a new run key',
    { taskId, repeat, round },
  );
