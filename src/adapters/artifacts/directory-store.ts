import { createHash, randomUUID } from 'node:crypto';
import { link, mkdir, open, readdir, readFile, stat, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ArtifactRef } from '../../contracts/records.ts';
import { ArtifactError } from '../../domain/errors.ts';
import type { ArtifactStore, PutResult } from './artifact-store.ts';

/** Folders that `walk` looks into at once. */
const FOLDERS_AT_ONCE = 32;

/** Artifacts as files below one folder, which several hosts may share. */
export function createDirectoryStore(root: string): ArtifactStore {
  const knownFolders = new Set<string>();
  const pathOf = (key: string) => join(root, checkedKey(key));

  async function ensureFolder(folder: string): Promise<void> {
    if (knownFolders.has(folder)) return;
    await mkdir(folder, { recursive: true });
    // A cache of what exists, bounded: a run of 20,000 tasks makes 60,000 folders.
    if (knownFolders.size > 10_000) knownFolders.clear();
    knownFolders.add(folder);
  }

  async function find(key: string): Promise<Uint8Array | undefined> {
    return ignoring('ENOENT', () => readFile(pathOf(key)));
  }

  async function putIfAbsent(key: string, bytes: Uint8Array): Promise<PutResult> {
    const target = pathOf(key);
    try {
      return await put(key, target, bytes);
    } catch (error) {
      if (!hasCode(error, 'ENOENT')) throw error;
      // Someone has removed a folder we know: a run that was deleted, or the drafts of a crash.
      knownFolders.clear();
      return put(key, target, bytes);
    }
  }

  async function put(key: string, target: string, bytes: Uint8Array): Promise<PutResult> {
    const draft = join(root, '.tmp', randomUUID());
    await Promise.all([ensureFolder(dirname(target)), ensureFolder(dirname(draft))]);
    await writeDurably(draft, bytes);
    try {
      // link() fails if the name exists, and readers never see a partial file.
      await link(draft, target);
      return { ref: refOf(key, bytes), created: true };
    } catch (error) {
      if (!hasCode(error, 'EEXIST')) throw error;
      return { ref: refOf(key, await readFile(target)), created: false };
    } finally {
      await unlink(draft);
    }
  }

  async function get(keyOrRef: string | ArtifactRef): Promise<Uint8Array> {
    const key = typeof keyOrRef === 'string' ? keyOrRef : keyOrRef.key;
    const bytes = await find(key);
    if (bytes === undefined) {
      throw new ArtifactError(`artifact "${key}" is missing from ${root}`, { key });
    }
    if (typeof keyOrRef !== 'string' && sha256(bytes) !== keyOrRef.sha256) {
      throw new ArtifactError(
        `artifact "${key}" in ${root} does not match its recorded SHA-256: it was changed after it was written`,
        { key },
      );
    }
    return bytes;
  }

  return {
    putIfAbsent,
    get,
    find,
    has: async (key) => (await ignoring('ENOENT', () => stat(pathOf(key)))) !== undefined,
    list: (prefix) => listKeys(root, checkedKey(prefix)),
    walk: (prefix) => walkKeys(root, checkedKey(prefix)),
  };
}

async function writeDurably(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'wx');
  try {
    await file.writeFile(bytes);
    await file.datasync();
  } finally {
    await file.close();
  }
}

async function listKeys(root: string, prefix: string): Promise<readonly string[]> {
  const folder = join(root, prefix);
  const entries =
    (await ignoring('ENOENT', () => readdir(folder, { recursive: true, withFileTypes: true }))) ??
    [];
  const start = root.endsWith('/') ? root.length : root.length + 1;
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(start))
    .sort();
}

async function* walkKeys(root: string, prefix: string): AsyncGenerator<readonly string[]> {
  const entries =
    (await ignoring('ENOENT', () => readdir(join(root, prefix), { withFileTypes: true }))) ?? [];
  // "/" as part of a folder's name, so that folders stand where their keys do in order.
  const names = entries.map((entry) => `${entry.name}${entry.isDirectory() ? '/' : ''}`).sort();
  for (let start = 0; start < names.length; start += FOLDERS_AT_ONCE) {
    const some = names.slice(start, start + FOLDERS_AT_ONCE).map((name) => `${prefix}${name}`);
    const keys = await Promise.all(
      some.map((key) => (key.endsWith('/') ? listKeys(root, key) : [key])),
    );
    yield keys.flat();
  }
}

/** Keys come from ids in users' files; none may leave the root, and each file has one key. */
function checkedKey(key: string): string {
  const [first, ...rest] = key.split('/');
  const folders = ['..', '.', ''];
  // A prefix ends in "/".
  const inner = rest.at(-1) === '' ? rest.slice(0, -1) : rest;
  if ([first ?? '', ...inner].some((segment) => folders.includes(segment)) || key.includes('\0')) {
    throw new ArtifactError(`"${key}" is not an artifact key: keys are relative and hold no ".."`);
  }
  return key;
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

const refOf = (key: string, bytes: Uint8Array): ArtifactRef => ({
  key,
  sha256: sha256(bytes),
  bytes: bytes.byteLength,
});

const hasCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code;

async function ignoring<T>(code: string, action: () => Promise<T>): Promise<T | undefined> {
  try {
    return await action();
  } catch (error) {
    if (hasCode(error, code)) return undefined;
    throw error;
  }
}
