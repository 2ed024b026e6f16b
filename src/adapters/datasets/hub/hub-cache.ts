import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { HubDataset, HubLock } from '../../../contracts/hub-catalog.ts';
import { ConfigurationError, DatasetIntegrityError } from '../../../domain/errors.ts';
import { suggestion } from '../../../domain/suggestion.ts';
import type { CachedFile, HubFiles, HubRepository } from './hub-files.ts';
import { type HubFolder, hubFolder, readCatalog, readLock } from './hub-folder.ts';
import { keptText } from './kept-text.ts';

/** The datasets of the catalogue as they lie in the cache. */
export const createHubCache = (cacheDir: string, configRoot: string): HubFiles => ({
  repository: async (ownerAndName) => {
    const dataset = findRepository(await readCatalog(configRoot), ownerAndName);
    const folder = hubFolder(cacheDir, dataset);
    return cachedRepository(dataset, folder, await readLock(folder));
  },
});

function findRepository(catalog: readonly HubDataset[], ownerAndName: string): HubDataset {
  const dataset = catalog.find(({ repository }) => repository === ownerAndName);
  if (dataset !== undefined) return dataset;
  const known = catalog.map(({ repository }) => repository);
  throw new ConfigurationError(
    `there is no repository "${ownerAndName}" in config/datasets.yaml${suggestion(ownerAndName, known)}; it lists ${known.join(', ')}`,
  );
}

export function cachedRepository(
  dataset: HubDataset,
  folder: HubFolder,
  lock: HubLock | undefined,
): HubRepository {
  const at = (path: string): CachedFile | undefined => {
    const facts = lock?.files[path];
    if (lock === undefined || facts === undefined) return undefined;
    const file = folder.fileOf(lock.commit, path);
    return existsSync(file) ? { path, ...facts, read: () => readChecked(file, facts) } : undefined;
  };
  return {
    dataset,
    commit: lock?.commit,
    at,
    named: (name) => {
      const files = lock?.names[name]?.map(at);
      return files?.every((file) => file !== undefined) ? files : undefined;
    },
    textOf: (file) => keptText(folder.fileOf(lock?.commit ?? '', file.path), file),
  };
}

async function readChecked(
  file: string,
  { sha256 }: { readonly sha256: string },
): Promise<Uint8Array> {
  const bytes = await readFile(file);
  const found = createHash('sha256').update(bytes).digest('hex');
  if (found === sha256) return bytes;
  throw new DatasetIntegrityError(
    `${file} has changed since it was fetched (SHA-256 ${found}, was ${sha256}): remove it and fetch the dataset again`,
    { file },
  );
}
