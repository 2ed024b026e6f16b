import { randomUUID } from 'node:crypto';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The folder users look into. Unlike artifacts its files are replaced, but never half written. */
export interface ResultsFolder {
  readonly path: string;
  /** @returns The path of the file. */
  write(name: string, content: string | Uint8Array): Promise<string>;
}

export function createResultsFolder(path: string): ResultsFolder {
  return {
    path,
    async write(name, content) {
      await mkdir(path, { recursive: true });
      const draft = join(path, `.${randomUUID()}.tmp`);
      await writeFile(draft, content);
      await rename(draft, join(path, name));
      return join(path, name);
    },
  };
}
