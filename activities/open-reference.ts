import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { DatasetFiles } from '../src/adapters/datasets/dataset-files.ts';
import {
  type DocumentText,
  documentText,
} from '../src/adapters/datasets/documents/document-text.ts';
import type { HubRepository } from '../src/adapters/datasets/hub/hub-files.ts';
import { ConfigurationError } from '../src/domain/errors.ts';

/** A file that a task comes with, as it was found. */
export interface OpenedReference {
  readonly sha256: string;
  readonly bytes: number;
  readonly read: () => Promise<Uint8Array>;
  readonly text: () => Promise<DocumentText | undefined>;
}

/** Undefined when the file is not there. */
export async function openReference(
  name: string,
  place: HubRepository | { readonly folder: string },
  files: DatasetFiles,
): Promise<OpenedReference | undefined> {
  if ('folder' in place) return openLocal(name, join(place.folder, name), files);
  const file = place.at(name);
  return file && { ...file, text: () => place.textOf(file) };
}

async function openLocal(
  name: string,
  path: string,
  files: DatasetFiles,
): Promise<OpenedReference | undefined> {
  const bytes = await files.read(path).catch((error: unknown) => {
    if (error instanceof ConfigurationError) return undefined;
    throw error;
  });
  return (
    bytes && {
      sha256: createHash('sha256').update(bytes).digest('hex'),
      bytes: bytes.byteLength,
      read: () => Promise.resolve(bytes),
      text: () => documentText(name, bytes),
    }
  );
}
