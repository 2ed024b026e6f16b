import { mkdir, open, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { ReadableStream as WebStream } from 'node:stream/web';
import { downloadFile, fileDownloadInfo } from '@huggingface/hub';
import { ConfigurationError, DeploymentError } from '../../../domain/errors.ts';
import { moveVerified } from '../../provision/verified-file.ts';
import type { HubAccess } from './hub-access.ts';
import { sizeOf } from './hub-folder.ts';

export interface HubDownload {
  /** `owner/name` */
  readonly repository: string;
  readonly commit: string;
  readonly path: string;
  readonly target: string;
  /** What the hub's listing or the catalogue says the bytes are. */
  readonly sha256?: string;
  readonly onBytes: (bytes: number, ofBytes: number) => void;
}

/**
 * Downloads one file. What an earlier attempt left is gone on with, if the hub still has the same
 * file. @throws ConfigurationError when it is not there, DeploymentError when it breaks off,
 *   DatasetIntegrityError on other bytes.
 */
export async function downloadHubFile(
  { repository, commit, path, target, sha256, onBytes }: HubDownload,
  access: HubAccess,
  signal: AbortSignal,
): Promise<void> {
  const place = {
    repo: { type: 'dataset', name: repository },
    // The client puts it into the URL as it is.
    path: path.split('/').map(encodeURIComponent).join('/'),
    revision: commit,
    ...access,
  } as const;
  const info = await fileDownloadInfo(place);
  if (info === null) {
    throw new ConfigurationError(
      `${repository} at ${commit} has no file ${path}: correct config/datasets.yaml`,
    );
  }
  const blob = await downloadFile({ ...place, downloadInfo: info, xet: false });
  if (blob === null) throw new DeploymentError(`${repository}: ${path} has vanished`, true);
  await mkdir(dirname(target), { recursive: true });
  const partial = `${target}.${info.etag.replace(/\W/g, '').slice(0, 16)}.partial`;
  const had = await resumableBytes(partial, info.size);
  if (had < info.size || info.size === 0) {
    const rest = had > 0 ? blob.slice(had, info.size) : blob;
    await append(rest, partial, had, {
      ...{ path, ofBytes: info.size, signal },
      onBytes: (kept) => onBytes(kept, info.size),
    });
  }
  await moveVerified(partial, target, { bytes: info.size, ...(sha256 && { sha256 }) }, path);
}

interface Appending {
  readonly path: string;
  readonly ofBytes: number;
  readonly signal: AbortSignal;
  /** Of the whole file, once they are in it. */
  readonly onBytes: (kept: number) => void;
}

/**
 * Writes each chunk before it waits for the next: a stream that breaks off drops what it still
 * holds, and a writer in between would drop what it has not written yet.
 * @throws DeploymentError when the bytes stop coming.
 */
async function append(
  rest: Blob,
  partial: string,
  had: number,
  { path, ofBytes, signal, onBytes }: Appending,
): Promise<void> {
  let kept = had;
  const file = await open(partial, had > 0 ? 'a' : 'w');
  try {
    for await (const chunk of rest.stream() as WebStream<Uint8Array>) {
      await file.appendFile(chunk);
      kept += chunk.byteLength;
      onBytes(kept);
    }
  } catch (error) {
    signal.throwIfAborted();
    const message = `${path} broke off at ${kept} of ${ofBytes} bytes: fetch again, it goes on from there`;
    throw new DeploymentError(message, true, {}, { cause: error });
  } finally {
    await file.close();
  }
}

/** Bytes of an earlier attempt that can be kept. */
async function resumableBytes(partial: string, ofBytes: number): Promise<number> {
  const had = (await sizeOf(partial)) ?? 0;
  if (had <= ofBytes) return had;
  await rm(partial, { force: true });
  return 0;
}
