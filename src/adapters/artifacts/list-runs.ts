import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { runRoot, suiteKey } from '../../domain/suite/artifact-keys.ts';

/** A run whose records are in a directory store. */
export interface StoredRun {
  readonly suite: string;
  readonly runKey: string;
  readonly createdAt: Date;
}

/**
 * Runs in the store, the newest first. Looks at folders only: a run of 20,000 tasks has too many
 * keys to list just for its name.
 */
export async function listRuns(storeRoot: string): Promise<readonly StoredRun[]> {
  const suites = await foldersIn(join(storeRoot, 'runs'));
  const runs = await Promise.all(
    suites.map(async (suite) => {
      const runKeys = await foldersIn(join(storeRoot, 'runs', suite));
      return Promise.all(runKeys.map((runKey) => storedRun(storeRoot, suite, runKey)));
    }),
  );
  return runs
    .flat(2)
    .filter((run) => run !== undefined)
    .sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime());
}

/** Undefined while the run is still being planned. */
async function storedRun(
  storeRoot: string,
  suite: string,
  runKey: string,
): Promise<StoredRun | undefined> {
  const record = await stat(join(storeRoot, suiteKey(runRoot(suite, runKey)))).catch(
    () => undefined,
  );
  return record && { suite, runKey, createdAt: record.mtime };
}

async function foldersIn(path: string): Promise<readonly string[]> {
  const entries = await readdir(path, { withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
}
