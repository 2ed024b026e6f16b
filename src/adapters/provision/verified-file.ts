import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { DatasetIntegrityError } from '../../domain/errors.ts';

/** What a downloaded file must be. Unknown facts are left out, never guessed. */
export interface FileFacts {
  readonly sha256?: string;
  readonly bytes?: number;
}

async function sha256File(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

/**
 * Whether a cached file is there and is what it must be. Its hash is computed once and noted
 * beside it; later calls compare the note and the size, so that a start does not read 100 MB.
 */
export async function isVerified(path: string, facts: FileFacts): Promise<boolean> {
  const info = await stat(path).catch(() => undefined);
  if (!info?.isFile() || info.size === 0) return false;
  if (facts.bytes !== undefined && facts.bytes !== info.size) return false;
  if (facts.sha256 === undefined) return true;
  const noted = await readFile(notePath(path), 'utf8').catch(() => undefined);
  if (noted === noteText(facts.sha256, info.size)) return true;
  if ((await sha256File(path)) !== facts.sha256) return false;
  await writeFile(notePath(path), noteText(facts.sha256, info.size));
  return true;
}

/**
 * Moves a finished download to its place in one step. Readers see the whole file or none.
 * @throws DatasetIntegrityError when the bytes are not the promised ones; the download is removed.
 */
export async function moveVerified(from: string, to: string, facts: FileFacts, source: string) {
  const { size } = await stat(from);
  const sha256 = await sha256File(from);
  const wrongSize = facts.bytes !== undefined && facts.bytes !== size;
  if (wrongSize || (facts.sha256 !== undefined && facts.sha256 !== sha256)) {
    await rm(from, { force: true });
    throw new DatasetIntegrityError(
      `${source} gave ${size} bytes with SHA-256 ${sha256}, expected ` +
        `${facts.bytes ?? 'any number of'} bytes with ${facts.sha256 ?? 'any hash'}: ` +
        'the file was changed at its source or on the way; nothing was kept',
      { bytes: size, sha256 },
    );
  }
  const handle = await open(from, 'r+');
  await handle.sync().finally(() => handle.close());
  await rename(from, to);
  await writeFile(notePath(to), noteText(sha256, size));
}

const notePath = (path: string): string => `${path}.verified`;
const noteText = (sha256: string, bytes: number): string => `${sha256} ${bytes}\n`;
