import { randomUUID } from 'node:crypto';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TextSpool } from './text-spool.ts';

/** The folder users look into. Unlike artifacts its files are replaced, but never half written. */
export interface ResultsFolder {
  readonly path: string;
  /** @returns The path of the file. */
  write(name: string, content: string | Uint8Array | AsyncIterable<string>): Promise<string>;
  /** For text that is too much to hold and whose place in a file comes later. */
  spool(): Promise<TextSpool>;
}

export function createResultsFolder(path: string): ResultsFolder {
  return {
    path,
    async spool() {
      await mkdir(path, { recursive: true });
      return TextSpool.open(path);
    },
    async write(name, content) {
      await mkdir(path, { recursive: true });
      const draft = join(path, `.${randomUUID()}.tmp`);
      try {
        await writeFile(draft, content);
        await rename(draft, join(path, name));
      } catch (error) {
        await rm(draft, { force: true });
        throw error;
      }
      return join(path, name);
    },
  };
}
