import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { HubDataset } from '../../../contracts/hub-catalog.ts';
import { hubFolder, readLock, sizeOf } from './hub-folder.ts';

export interface VerifiedDataset {
  /** Undefined when nothing has been fetched. */
  readonly commit: string | undefined;
  readonly files: number;
  readonly bytes: number;
  /** Files that are gone or are not what was fetched. */
  readonly problems: readonly string[];
}

/** Reads every file again and compares it with what was fetched first. */
export async function verifyDataset(
  dataset: HubDataset,
  cacheDir: string,
): Promise<VerifiedDataset> {
  const folder = hubFolder(cacheDir, dataset);
  const lock = await readLock(folder);
  if (lock === undefined) return { commit: undefined, files: 0, bytes: 0, problems: [] };
  const problems: string[] = [];
  let bytes = 0;
  for (const [path, facts] of Object.entries(lock.files)) {
    const file = folder.fileOf(lock.commit, path);
    const size = await sizeOf(file);
    if (size === undefined) {
      problems.push(`${path} is gone: ${file}`);
      continue;
    }
    bytes += size;
    const found = await hashOf(file);
    if (found !== facts.sha256)
      problems.push(`${path} has changed: SHA-256 ${found}, was ${facts.sha256}`);
  }
  return { commit: lock.commit, files: Object.keys(lock.files).length, bytes, problems };
}

async function hashOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}
