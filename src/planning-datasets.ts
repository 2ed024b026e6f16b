import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, realpath } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, resolve } from 'node:path';
import type { DatasetFiles, ReadableFiles } from './adapters/datasets/dataset-files.ts';
import { listFolder } from './adapters/datasets/list-folder.ts';
import { fetchScenarios } from './adapters/datasets/manifest/fetch-scenarios.ts';
import type { Variables } from './adapters/experiments/expand-variables.ts';
import { cacheDir } from './adapters/provision/cache-dir.ts';
import { ConfigurationError } from './domain/errors.ts';

export interface Roots {
  readonly experimentsRoot: string;
  readonly configRoot: string;
}

/** Our own downloads lie outside the roots. */
const OWN_CACHE: ReadableFiles = { read: (path) => readFile(path), list: listFolder };

/** The files of datasets below the roots, and what is downloaded. `env` holds EVAL_DATA_PAT. */
export function datasetFiles(roots: Roots, env: Variables): DatasetFiles {
  const locate = async (path: string): Promise<string> => {
    const file = resolve(roots.experimentsRoot, path);
    await refuseOutside(roots, file);
    return file;
  };
  const readBounded = async (path: string): Promise<Uint8Array> => {
    const file = await locate(path);
    return readFile(file).catch((error: unknown) => {
      const reason = error instanceof Error ? error.message : String(error);
      throw new ConfigurationError(`cannot read dataset file ${file}: ${reason}`, { file });
    });
  };
  const bounded = {
    read: readBounded,
    list: async (path: string) => listFolder(await locate(path)),
  };
  return {
    ...bounded,
    fetchScenarios: async ({ cacheDir: given, ...wanted }) => {
      const ports = { readFile: readBounded, token: env.EVAL_DATA_PAT, now: Date.now };
      const path = await cacheFolder(roots, env, wanted.manifest, given);
      const names = await fetchScenarios({ ...wanted, cacheFolder: path }, ports);
      return { path, names, files: given === undefined ? OWN_CACHE : bounded };
    },
  };
}

/** @throws ConfigurationError when the folder that is named lies outside. */
async function cacheFolder(
  roots: Roots,
  env: Variables,
  manifest: string,
  given: string | undefined,
): Promise<string> {
  if (given === undefined) {
    const name = createHash('sha256').update(manifest).digest('hex').slice(0, 16);
    return join(cacheDir(env), 'scenarios', name);
  }
  const folder = resolve(roots.experimentsRoot, given);
  let existing = folder;
  while (!existsSync(existing)) existing = dirname(existing);
  await refuseOutside(roots, existing);
  return folder;
}

/** @throws ConfigurationError for a file that is not there, or lies outside the roots. */
export async function refuseOutside(
  { experimentsRoot, configRoot }: Roots,
  file: string,
): Promise<void> {
  // Links are followed first: the roots bound what is read, not how it is spelled.
  const target = await realpath(file).catch(() => {
    throw new ConfigurationError(`there is no file ${file} on this worker`, { file });
  });
  for (const root of [experimentsRoot, configRoot]) {
    const path = relative(await realpath(root).catch(() => root), target);
    if (!path.startsWith('..') && !isAbsolute(path)) return;
  }
  throw new ConfigurationError(
    `${file} is outside ${experimentsRoot}: put it there, or start the worker with --experiments-root`,
    { file },
  );
}
