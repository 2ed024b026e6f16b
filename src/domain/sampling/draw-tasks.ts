import type { Task } from '../dataset/task.ts';
import { ConfigurationError, DatasetIntegrityError } from '../errors.ts';
import { createPythonRandom } from '../prng/python-random.ts';
import { arrangeTasks } from './arrange-tasks.ts';
import { type Sampling, SEED_MISSING } from './sampling.ts';
import { readPool, type Shuffle, type TaskPool, takeFirst } from './task-pool.ts';

/** Ids become file names of records. */
const TASK_ID_LENGTH_MAX = 120;

/**
 * The tasks of a config run, the same as the original's loader draws: every dataset shuffled and
 * cut to its limit, arranged by the strategy, cut to the total limit and then to the first
 * `numTasks`.
 * @throws DatasetIntegrityError when an id is too long or occurs twice.
 * @throws ConfigurationError when something is to be shuffled without a seed, or nothing has weight.
 */
export function drawTasks(
  pools: readonly TaskPool[],
  sampling: Sampling,
  numTasks: number,
): readonly Task[] {
  const shuffle = shuffler(sampling.seed);
  const loaded = pools.map((pool) => ({ ...pool, tasks: readPool(pool, sampling, shuffle) }));
  checkIds(loaded.flatMap(({ tasks }) => tasks));
  // Seeded again: the arrangement depends on the number of tasks, not on how they were read.
  const arranged = arrangeTasks(loaded, sampling, shuffler(sampling.seed));
  return takeFirst(arranged, sampling.totalLimit).slice(0, numTasks);
}

function shuffler(seed: number | null): Shuffle {
  if (seed !== null) return createPythonRandom(seed).shuffled;
  return () => {
    throw new ConfigurationError(SEED_MISSING);
  };
}

function checkIds(tasks: readonly Task[]): void {
  const seen = new Set<string>();
  for (const { id } of tasks) {
    if (id.length > TASK_ID_LENGTH_MAX) {
      throw new DatasetIntegrityError(
        `task id "${id.slice(0, 40)}…" has ${id.length} characters: shorten it to ${TASK_ID_LENGTH_MAX}`,
      );
    }
    if (seen.has(id)) {
      throw new DatasetIntegrityError(
        `task id "${id}" occurs twice: give the questions different ids, or the generated sets ` +
          'different seeds',
        { taskId: id },
      );
    }
    seen.add(id);
  }
}
