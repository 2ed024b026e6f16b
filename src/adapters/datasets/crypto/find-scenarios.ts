import { basename, extname, join } from 'node:path';
import { ConfigurationError } from '../../../domain/errors.ts';
import { chooseFolders } from '../../../domain/market/scenarios/choose-folders.ts';
import type { NamedScenario } from '../../../domain/market/scenarios/cut-history.ts';
import { suggestion } from '../../../domain/suggestion.ts';
import type { FolderEntry, ReadableFiles } from '../dataset-files.ts';
import { readScenario } from './read-scenario.ts';

export const DATA_FILE = 'market_data.json';
export const METADATA_FILE = 'metadata.json';

export interface ScenarioSelection {
  /** As the eval config names it. */
  readonly path: string;
  /** Names to take; all unless given. */
  readonly named: readonly string[] | undefined;
  /** Reads only the first ones; 0 reads all. */
  readonly first: number;
}

/**
 * The scenarios at a path, by the original's rules: the immediate sub-folders that hold a
 * `market_data.json`, or one file. Where the original silently finds nothing, this is an error.
 * @throws ConfigurationError | DatasetIntegrityError naming path, file and key.
 */
export async function findScenarios(
  files: ReadableFiles,
  selection: ScenarioSelection,
): Promise<readonly NamedScenario[]> {
  const { path, named, first } = selection;
  const entries = await files.list(path);
  if (entries === undefined) return [await readSingleFile(files, selection)];
  const folders = entries.filter(({ kind }) => kind === 'folder').map(({ name }) => name);
  refuseUnknownNames(folders, selection);
  const filled: string[] = [];
  for (const folder of chooseFolders(folders, named)) {
    if (first > 0 && filled.length === first) break;
    if (hasFile(await files.list(join(path, folder)), DATA_FILE)) filled.push(folder);
  }
  if (filled.length === 0) throw nothingFound(path, entries, named);
  return Promise.all(filled.map((folder) => readFolder(files, join(path, folder))));
}

async function readFolder(files: ReadableFiles, folder: string): Promise<NamedScenario> {
  const file = join(folder, DATA_FILE);
  const text = decode(await files.read(file));
  const metadataFile = join(folder, METADATA_FILE);
  const metadata = hasFile(await files.list(folder), METADATA_FILE)
    ? { file: metadataFile, text: decode(await files.read(metadataFile)) }
    : undefined;
  const { scenario } = readScenario({ file, text, ...(metadata && { metadata }) });
  return { id: basename(folder), scenario };
}

async function readSingleFile(
  files: ReadableFiles,
  { path, named }: ScenarioSelection,
): Promise<NamedScenario> {
  const { scenario, name } = readScenario({ file: path, text: decode(await files.read(path)) });
  const id = name ?? basename(path, extname(path));
  if (named === undefined || named.includes(id)) return { id, scenario };
  throw new ConfigurationError(
    `crypto dataset: path ${path} holds the scenario "${id}", which "scenarios" does not name: name it, or leave "scenarios" out`,
    { path },
  );
}

function refuseUnknownNames(folders: readonly string[], { path, named }: ScenarioSelection): void {
  const unknown = named?.find((name) => !folders.includes(name));
  if (unknown === undefined) return;
  throw new ConfigurationError(
    `crypto dataset: scenarios: there is no folder "${unknown}" in ${path}${suggestion(unknown, folders)}`,
    { path },
  );
}

function nothingFound(
  path: string,
  entries: readonly FolderEntry[],
  named: readonly string[] | undefined,
): ConfigurationError {
  const advice = hasFile(entries, DATA_FILE)
    ? `this is a scenario itself: write the folder above it as "path", and scenarios: [${basename(path)}]`
    : `each ${named === undefined ? '' : 'named '}scenario is a sub-folder with a ${DATA_FILE}; candles are .csv or .parquet files`;
  return new ConfigurationError(
    `crypto dataset: path ${path} holds no scenario, and the original would run none: ${advice}`,
    { path },
  );
}

const hasFile = (entries: readonly FolderEntry[] | undefined, file: string): boolean =>
  entries?.some(({ name, kind }) => kind === 'file' && name === file) ?? false;

const decode = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
