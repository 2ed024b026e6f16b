import { readOptions } from '../src/adapters/datasets/read-options.ts';
import { readQuestions } from '../src/adapters/datasets/read-questions.ts';
import { readRows } from '../src/adapters/datasets/rows/read-rows.ts';
import { PublicCsvRowSchema } from '../src/contracts/dataset-rows.ts';
import { generateOptionsQuestions } from '../src/domain/dataset/options/generate-options-questions.ts';
import { publicCsvTask } from '../src/domain/dataset/public-csv/task-from-row.ts';
import { generateQuestions } from '../src/domain/dataset/synthetic/generate-questions.ts';
import type { Task } from '../src/domain/dataset/task.ts';
import { anonymousTask, marketTask } from '../src/domain/market/scenarios/market-task.ts';
import type { TaskPool } from '../src/domain/sampling/task-pool.ts';
import type { ResolvedDataset } from '../src/domain/suite/resolved-dataset.ts';
import { loadTables } from './load-tables.ts';

type ReadCopy = (key: string) => Promise<Uint8Array>;

/** A dataset as the draw takes it. */
export async function loadPool(dataset: ResolvedDataset, readCopy: ReadCopy): Promise<TaskPool> {
  const { type, limit, shuffle, weight } = dataset;
  const files =
    dataset.source === 'tables'
      ? await loadTables(dataset, readCopy)
      : [await loadTasks(dataset, readCopy)];
  const pool = { type, limit, shuffle, weight, files };
  return dataset.type === 'crypto' ? { ...pool, rename: anonymousTask(dataset.idSeed) } : pool;
}

/** All tasks of a dataset of one file, before any limit. `readCopy` gives the stored copy of it. */
export async function loadTasks(
  dataset: Exclude<ResolvedDataset, { source: 'tables' }>,
  readCopy: ReadCopy,
): Promise<readonly Task[]> {
  if (dataset.type === 'crypto') {
    return dataset.scenarios.map((scenario) => marketTask(scenario, dataset));
  }
  if (dataset.source === 'generated') {
    return dataset.type === 'options'
      ? generateOptionsQuestions(dataset)
      : generateQuestions(dataset);
  }
  const bytes = await readCopy(dataset.key);
  if (dataset.type === 'public_csv') {
    const rows = await readRows([{ file: dataset.path, bytes }], PublicCsvRowSchema);
    return rows.map(publicCsvTask);
  }
  const text = new TextDecoder().decode(bytes);
  if (dataset.type === 'options') return optionsOf(dataset, text);
  return readQuestions(text, dataset.path).tasks;
}

function optionsOf(
  { categories, path }: Extract<ResolvedDataset, { type: 'options'; source: 'file' }>,
  text: string,
): readonly Task[] {
  return readOptions(text, path, { ...(categories && { categories }) }).tasks;
}
