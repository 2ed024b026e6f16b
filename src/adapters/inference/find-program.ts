import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { delimiter, isAbsolute, join } from 'node:path';

/** The absolute path of a program that can be started; undefined when there is none. */
export async function findProgram(
  nameOrPath: string,
  path: string | undefined,
): Promise<string | undefined> {
  const candidates = isAbsolute(nameOrPath)
    ? [nameOrPath]
    : (path ?? '').split(delimiter).map((folder) => join(folder, nameOrPath));
  for (const candidate of candidates) {
    if (await isExecutable(candidate)) return candidate;
  }
  return undefined;
}

const isExecutable = (path: string): Promise<boolean> =>
  access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
