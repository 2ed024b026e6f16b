import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { FolderEntry } from './dataset-files.ts';

/** What a folder holds, links followed; undefined for a file. */
export async function listFolder(folder: string): Promise<readonly FolderEntry[] | undefined> {
  if (!(await stat(folder)).isDirectory()) return undefined;
  const names = await readdir(folder);
  const entries = await Promise.all(names.map((name) => entryOf(folder, name)));
  return entries.flat();
}

/** Nothing for what is neither, such as a link to nowhere. */
async function entryOf(folder: string, name: string): Promise<readonly FolderEntry[]> {
  const info = await stat(join(folder, name)).catch(() => undefined);
  if (info?.isDirectory()) return [{ name, kind: 'folder' }];
  return info?.isFile() ? [{ name, kind: 'file' }] : [];
}
