import { readFile, rename, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { type DocumentText, documentText } from '../documents/document-text.ts';
import type { CachedFile } from './hub-files.ts';

/** Raised when a reader changes: texts of other versions are read anew. */
const READER_VERSION = 1;

const KeptTextSchema = z.strictObject({
  version: z.literal(READER_VERSION),
  sha256: z.string(),
  text: z.string().nullable(),
  cut: z.boolean(),
});

/** The text of a downloaded document; reading a large one takes seconds, so it is kept beside it. */
export async function keptText(
  file: string,
  { path, sha256, read }: CachedFile,
): Promise<DocumentText | undefined> {
  const note = `${file}.text.json`;
  const kept = KeptTextSchema.safeParse(await readNote(note));
  if (kept.success && kept.data.sha256 === sha256) {
    const { text, cut } = kept.data;
    return text === null ? undefined : { text, cut };
  }
  const found = await documentText(path, await read());
  const record = {
    version: READER_VERSION,
    sha256,
    text: found?.text ?? null,
    cut: found?.cut ?? false,
  };
  const partial = `${note}.${process.pid}`;
  await writeFile(partial, JSON.stringify(record));
  await rename(partial, note);
  return found;
}

/** Undefined where it is not there or was not written to its end. */
const readNote = (note: string): Promise<unknown> =>
  readFile(note, 'utf8')
    .then((text) => JSON.parse(text) as unknown)
    .catch(() => undefined);
