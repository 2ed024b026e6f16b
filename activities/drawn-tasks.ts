import type { Task } from '../src/domain/dataset/task.ts';
import { drawTasks } from '../src/domain/sampling/draw-tasks.ts';
import { loadPool } from './load-tasks.ts';
import type { ResolvedConfig } from './resolve-config-run.ts';

/** The tasks that a run will be given: drawn by the same code from the same questions. */
export async function drawnTasks({ run, copies }: ResolvedConfig): Promise<readonly Task[]> {
  const files = new Map(copies.map(({ key, read }) => [key, read]));
  const pools = await Promise.all(
    run.evalConfig.datasets.map((dataset) =>
      loadPool(dataset, (key) => files.get(key)?.() ?? Promise.reject(new Error(key))),
    ),
  );
  return drawTasks(pools, run.evalConfig.sampling, run.numTasks);
}
