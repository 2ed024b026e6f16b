import { readOptions } from '../src/adapters/datasets/read-options.ts';
import { readQuestions } from '../src/adapters/datasets/read-questions.ts';
import { generateOptionsQuestions } from '../src/domain/dataset/options/generate-options-questions.ts';
import { generateQuestions } from '../src/domain/dataset/synthetic/generate-questions.ts';
import type { Task } from '../src/domain/dataset/task.ts';
import { anonymousTask, marketTask } from '../src/domain/market/scenarios/market-task.ts';
import type { TaskPool } from '../src/domain/sampling/task-pool.ts';
import type { ResolvedDataset } from '../src/domain/suite/config-run.ts';

/** A dataset as the draw takes it. */
export async function loadPool(
  dataset: ResolvedDataset,
  readCopy: (key: string) => Promise<Uint8Array>,
): Promise<TaskPool> {
  const files = [await loadTasks(dataset, readCopy)];
  if (dataset.type !== 'crypto') return { ...dataset, files };
  return { ...dataset, files, rename: anonymousTask(dataset.idSeed) };
}

/** All tasks of a dataset, before any limit. `readCopy` gives the stored copy of its file. */
export async function loadTasks(
  dataset: ResolvedDataset,
  readCopy: (key: string) => Promise<Uint8Array>,
): Promise<readonly Task[]> {
  if (dataset.type === 'crypto') {
    return dataset.scenarios.map((scenario) => marketTask(scenario, dataset));
  }
  if (dataset.source === 'generated') {
    return dataset.type === 'options'
      ? generateOptionsQuestions(dataset)
      : generateQuestions(dataset);
  }
  const text = new TextDecoder().decode(await readCopy(dataset.key));
  if (dataset.type === 'synthetic') return readQuestions(text, dataset.path).tasks;
  const { categories } = dataset;
  return readOptions(text, dataset.path, { ...(categories && { categories }) }).tasks;
}
