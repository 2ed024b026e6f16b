import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import {
  HubCatalogSchema,
  type HubDataset,
  type HubLock,
  HubLockSchema,
} from '../../../contracts/hub-catalog.ts';
import { DatasetIntegrityError } from '../../../domain/errors.ts';
import { readYamlFile } from '../../experiments/yaml-file.ts';

/** Where the downloads of a repository at a revision lie. */
export interface HubFolder {
  readonly lockFile: string;
  readonly lockDir: string;
  readonly fileOf: (commit: string, path: string) => string;
}

export function hubFolder(cacheDir: string, { repository, revision }: HubDataset): HubFolder {
  const root = join(cacheDir, 'datasets', repository.replace('/', '--'));
  const name = encodeURIComponent(revision);
  return {
    lockFile: join(root, `${name}.lock.json`),
    lockDir: join(root, `${name}.locks`),
    fileOf: (commit, path) => join(root, commit, ...path.split('/')),
  };
}

export const readCatalog = async (configRoot: string): Promise<readonly HubDataset[]> =>
  (await readYamlFile(join(configRoot, 'datasets.yaml'), HubCatalogSchema)).datasets;

/** Undefined before the first fetch. @throws DatasetIntegrityError when it cannot be read. */
export async function readLock({ lockFile }: HubFolder): Promise<HubLock | undefined> {
  const text = await readFile(lockFile, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (text === undefined) return undefined;
  try {
    return HubLockSchema.parse(JSON.parse(text));
  } catch (error) {
    const message = `${lockFile} is damaged: remove it with its folder, and fetch the dataset again`;
    throw new DatasetIntegrityError(message, { file: lockFile }, { cause: error });
  }
}

/** Size of a file, or undefined when it is not there. */
export const sizeOf = (file: string): Promise<number | undefined> =>
  stat(file).then(
    ({ size }) => size,
    () => undefined,
  );
