import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream as WebStream } from 'node:stream/web';
import { ConfigurationError, DeploymentError } from '../../domain/errors.ts';
import type { ProvisionOptions } from './python-wheel.ts';
import { type FileFacts, isVerified, moveVerified } from './verified-file.ts';

/** One file of a public Hugging Face repository. */
export interface HubFile extends Required<FileFacts> {
  /** `owner/name` */
  readonly repository: string;
  readonly file: string;
  /** A commit. */
  readonly revision: string;
}

const DEFAULT_ENDPOINT = 'https://huggingface.co';

/**
 * Downloads one file into the cache and returns its absolute path. `HF_ENDPOINT` names a mirror.
 * @throws ConfigurationError when the file is not there or the hub cannot be reached,
 *   DeploymentError (retryable) when it fails, DatasetIntegrityError on other bytes.
 */
export async function fetchHubFile(hub: HubFile, options: ProvisionOptions): Promise<string> {
  const dir = join(options.cacheDir, `${hub.repository.replace('/', '--')}-${hub.revision}`);
  const path = join(dir, basename(hub.file));
  if (await isVerified(path, hub)) return path;

  const { env = process.env } = options;
  const url = `${env.HF_ENDPOINT || DEFAULT_ENDPOINT}/${hub.repository}/resolve/${hub.revision}/${hub.file}`;
  await mkdir(dir, { recursive: true });
  const workDir = await mkdtemp(join(dir, '.download-'));
  try {
    options.log?.(`fetching ${hub.file} (${hub.repository}, ${Math.ceil(hub.bytes / 1e6)} MB)`);
    const partial = join(workDir, basename(hub.file));
    await download(url, partial, options.signal);
    await moveVerified(partial, path, hub, url);
  } finally {
    await rm(workDir, { recursive: true, force: true });
  }
  return path;
}

async function download(url: string, path: string, signal: AbortSignal | undefined): Promise<void> {
  const response = await open(url, signal);
  if (response.status === 404 || response.status === 401 || response.status === 403) {
    throw new ConfigurationError(
      `${url} answered ${response.status}: correct repository, revision and file in models.yaml, ` +
        'or name a GGUF file by its absolute path',
    );
  }
  if (!response.ok || response.body === null) {
    throw new DeploymentError(`${url} answered ${response.status}`, true, { url });
  }
  try {
    const body = Readable.fromWeb(response.body as WebStream<Uint8Array>);
    await pipeline(body, createWriteStream(path), signal ? { signal } : {});
  } catch (error) {
    signal?.throwIfAborted();
    throw new DeploymentError(`${url} broke off`, true, { url }, { cause: error });
  }
}

async function open(url: string, signal: AbortSignal | undefined): Promise<Response> {
  try {
    return await fetch(url, signal ? { signal } : {});
  } catch (error) {
    signal?.throwIfAborted();
    throw new ConfigurationError(
      `${url} cannot be reached: check the network, set HF_ENDPOINT to a mirror, ` +
        'or name a GGUF file by its absolute path',
      {},
      { cause: error },
    );
  }
}
