import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { datasetInfo, listFiles } from '@huggingface/hub';
import type { HubDataset, HubLock } from '../../../contracts/hub-catalog.ts';
import { ConfigurationError, DatasetIntegrityError } from '../../../domain/errors.ts';
import { withFileLock } from '../../process/file-lock.ts';
import { downloadHubFile } from './download-file.ts';
import { type HubAccess, hubAccess, rethrowHubError } from './hub-access.ts';
import { cachedRepository } from './hub-cache.ts';
import type { HubRepository } from './hub-files.ts';
import { type HubFolder, hubFolder, readLock, sizeOf } from './hub-folder.ts';
import { matchesPath } from './match-path.ts';

export interface FetchProgress {
  readonly path: string;
  readonly bytes: number;
  readonly ofBytes: number;
  /** Of the files of this fetch, from 1. */
  readonly file: number;
  readonly ofFiles: number;
}

export interface FetchOptions {
  readonly cacheDir: string;
  readonly env: Readonly<NodeJS.ProcessEnv>;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: FetchProgress) => void;
}

/** What to fetch of a dataset: files by their catalogue names, and others by their paths. */
export interface FetchRequest {
  readonly names: readonly string[];
  readonly paths?: readonly string[];
}

/**
 * Downloads what is not in the cache yet. A branch is locked to the commit it has at the first
 * fetch, and every file to the bytes it had. Safe to call from several processes at once.
 * @throws ConfigurationError | DeploymentError | DatasetIntegrityError
 */
export async function fetchDataset(
  dataset: HubDataset,
  request: FetchRequest,
  options: FetchOptions,
): Promise<HubRepository> {
  const { cacheDir, env, signal } = options;
  const folder = hubFolder(cacheDir, dataset);
  return withFileLock(folder.lockDir, signal, async () => {
    const before = await readLock(folder);
    if (before !== undefined && (await isComplete(folder, before, request))) {
      return cachedRepository(dataset, folder, before);
    }
    const access = hubAccess(env, signal);
    const after = await fetchMissing({ dataset, folder, access, options }, before, request).catch(
      (error: unknown) => rethrowHubError(error, dataset.repository, signal),
    );
    return cachedRepository(dataset, folder, after);
  });
}

async function isComplete(
  folder: HubFolder,
  lock: HubLock,
  { names, paths = [] }: FetchRequest,
): Promise<boolean> {
  const wanted = names.map((name) => lock.names[name]);
  if (!wanted.every((files) => files !== undefined)) return false;
  const sizes = await Promise.all(
    [...wanted.flat(), ...paths].map(async (path) => {
      const facts = lock.files[path];
      return (
        facts !== undefined && (await sizeOf(folder.fileOf(lock.commit, path))) === facts.bytes
      );
    }),
  );
  return sizes.every(Boolean);
}

interface Fetching {
  readonly dataset: HubDataset;
  readonly folder: HubFolder;
  readonly access: HubAccess;
  readonly options: FetchOptions;
}

async function fetchMissing(
  fetching: Fetching,
  before: HubLock | undefined,
  request: FetchRequest,
): Promise<HubLock> {
  const { dataset, folder, access } = fetching;
  let lock = before ?? (await newLock(dataset, access));
  const listing = await listingOf(dataset, lock.commit, access);
  const named = request.names.map((name) => ({ name, paths: pathsOf(dataset, name, listing) }));
  const paths = [...new Set([...named.flatMap((each) => each.paths), ...(request.paths ?? [])])];
  for (const [index, path] of paths.entries()) {
    const place = { file: index + 1, ofFiles: paths.length };
    const facts = await fetchFile(fetching, lock, { path, listing, place });
    lock = { ...lock, files: { ...lock.files, [path]: facts } };
    await writeLock(folder, lock);
  }
  const names = Object.fromEntries(named.map((each) => [each.name, each.paths]));
  lock = { ...lock, names: { ...lock.names, ...names } };
  await writeLock(folder, lock);
  return lock;
}

async function newLock({ repository, revision }: HubDataset, access: HubAccess): Promise<HubLock> {
  const commit = COMMIT.test(revision)
    ? revision
    : (
        await datasetInfo({
          ...{ name: repository, revision, additionalFields: ['sha'] },
          ...access,
        })
      ).sha;
  return { schemaVersion: 1, repository, revision, commit, names: {}, files: {} };
}

const COMMIT = /^[0-9a-f]{40}$/;

/** Files at a commit, with the SHA-256 of those the hub knows it of. */
async function listingOf(
  { repository }: HubDataset,
  commit: string,
  access: HubAccess,
): Promise<ReadonlyMap<string, string | undefined>> {
  const files = new Map<string, string | undefined>();
  const repo = { type: 'dataset', name: repository } as const;
  for await (const entry of listFiles({ repo, revision: commit, recursive: true, ...access })) {
    if (entry.type === 'file') files.set(entry.path, entry.lfs?.oid);
  }
  return files;
}

function pathsOf(
  { files, repository }: HubDataset,
  name: string,
  listing: ReadonlyMap<string, unknown>,
): string[] {
  const pattern = files.find((file) => file.name === name)?.path;
  const paths = [...listing.keys()].filter((path) => pattern && matchesPath(pattern, path)).sort();
  if (paths.length > 0) return paths;
  throw new ConfigurationError(
    `${repository} has no file ${pattern ?? name}, "${name}" in config/datasets.yaml: correct its path there; the repository holds ${[...listing.keys()].slice(0, 12).join(', ')}`,
  );
}

interface FileToFetch {
  readonly path: string;
  readonly listing: ReadonlyMap<string, string | undefined>;
  readonly place: { readonly file: number; readonly ofFiles: number };
}

async function fetchFile(
  { dataset, folder, access, options }: Fetching,
  lock: HubLock,
  { path, listing, place }: FileToFetch,
): Promise<HubLock['files'][string]> {
  const target = folder.fileOf(lock.commit, path);
  const locked = lock.files[path];
  if (locked !== undefined && (await sizeOf(target)) === locked.bytes) return locked;
  if (!listing.has(path) || path.split('/').some((part) => /^\.{0,2}$/.test(part))) {
    throw new DatasetIntegrityError(`${dataset.repository} has no file ${path}`);
  }
  const pinned = dataset.files.find((file) => file.path === path)?.sha256;
  const sha256 = locked?.sha256 ?? pinned ?? listing.get(path);
  const onBytes = (bytes: number, ofBytes: number): void =>
    options.onProgress({ path, bytes, ofBytes, ...place });
  await downloadHubFile(
    {
      ...{ repository: dataset.repository, commit: lock.commit, path, target, onBytes },
      ...(sha256 !== undefined && { sha256 }),
    },
    access,
    options.signal,
  );
  const hash = createHash('sha256');
  await pipeline(createReadStream(target), hash);
  return { sha256: hash.digest('hex'), bytes: (await sizeOf(target)) ?? 0 };
}

async function writeLock({ lockFile }: HubFolder, lock: HubLock): Promise<void> {
  await mkdir(dirname(lockFile), { recursive: true });
  const partial = `${lockFile}.${process.pid}`;
  await writeFile(partial, `${JSON.stringify(lock, undefined, 1)}\n`);
  await rename(partial, lockFile);
}
