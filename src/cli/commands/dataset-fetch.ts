import { type FetchOptions, fetchDataset } from '../../adapters/datasets/hub/fetch-dataset.ts';
import type { HubRepository } from '../../adapters/datasets/hub/hub-files.ts';
import type { HubDataset } from '../../contracts/hub-catalog.ts';
import { ConfigurationError } from '../../domain/errors.ts';
import { type Command, EXIT } from '../context.ts';
import { catalogDataset, chosenNames } from '../dataset/catalog-dataset.ts';
import { FetchDisplay } from '../dataset/fetch-display.ts';
import { taskFiles } from '../dataset/task-files.ts';
import { writeJson, writeLine } from '../output.ts';

export interface FetchCommandOptions {
  readonly only?: readonly string[];
  readonly tables?: boolean;
}

/** Downloads a dataset of the catalogue into the cache; what is there already is left alone. */
export const fetchDatasetCommand: Command<FetchCommandOptions> = async (args, options, context) => {
  const { settings, stdout, stderr, json, signal } = context;
  const dataset = await catalogDataset(args[0] ?? '', settings);
  const { id, repository, licence, note } = dataset;
  writeLine(stderr, `${repository}: licence ${licence}${note === undefined ? '' : `. ${note}`}`);
  const display = new FetchDisplay(stderr);
  const fetching: FetchOptions = {
    cacheDir: settings.cacheDir,
    env: process.env,
    signal,
    onProgress: (progress) => display.show(progress),
  };
  const { cached, files } = await fetchAll(dataset, options, fetching);
  const commit = cached.commit ?? '';
  if (json) writeJson(stdout, { id, repository, commit, licence, files });
  else writeLine(stdout, `${id}: ${files} files of ${repository}@${commit} are in the cache`);
  return EXIT.ok;
};

interface Fetched {
  readonly cached: HubRepository;
  /** Files that were asked for. */
  readonly files: number;
}

async function fetchAll(
  dataset: HubDataset,
  { only = [], tables = false }: FetchCommandOptions,
  fetching: FetchOptions,
): Promise<Fetched> {
  const hasTaskFiles = dataset.id === 'gdpval';
  if (tables && !hasTaskFiles) {
    throw new ConfigurationError(`--tables: ${dataset.id} has nothing but tables: leave it out`);
  }
  const names = chosenNames(dataset, hasTaskFiles ? [] : only);
  const cached = await fetchDataset(dataset, { names }, fetching);
  const count = names.flatMap((name) => cached.named(name) ?? []).length;
  if (!hasTaskFiles || tables) return { cached, files: count };
  const paths = await taskFiles(cached, only);
  const whole = await fetchDataset(dataset, { names, paths }, fetching);
  // Reading documents takes longer than a run may wait for when it is planned.
  for (const path of paths) {
    const file = whole.at(path);
    if (file !== undefined) await whole.textOf(file);
    fetching.signal.throwIfAborted();
  }
  return { cached: whole, files: count + paths.length };
}
