import { link, mkdir, mkdtemp, open, rm, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { Settings } from '../../settings/settings.ts';
import { type Check, checkThat } from './check.ts';

/** Model, Temporal CLI and the records of some runs. */
const FREE_WANTED_BYTES = 2 * 2 ** 30;
const FREE_MIN_BYTES = 0.2 * 2 ** 30;

export const storageChecks = (settings: Settings): readonly Promise<Check>[] => [
  recordsCheck(settings.dataRoot),
  freeSpaceCheck('Disk (data)', settings.dataRoot),
  freeSpaceCheck('Disk (cache)', settings.cacheDir),
];

/** Records are made durable by fsync and published by a hard link; both must really work. */
const recordsCheck = (dataRoot: string): Promise<Check> =>
  checkThat(
    'Data folder',
    'give --root or DURABENCH_ROOT a writable folder on a file system with hard links',
    async () => {
      await mkdir(dataRoot, { recursive: true });
      const dir = await mkdtemp(join(dataRoot, '.doctor-'));
      try {
        const written = await open(join(dir, 'written'), 'wx');
        await written.writeFile('durable');
        await written.sync().finally(() => written.close());
        await link(join(dir, 'written'), join(dir, 'published'));
      } finally {
        await rm(dir, { recursive: true, force: true });
      }
      return { status: 'ok', detail: `${dataRoot} is writable, with fsync and hard links` };
    },
  );

const freeSpaceCheck = (name: string, dir: string): Promise<Check> =>
  checkThat(name, 'make the folder, or choose another one', async () => {
    await mkdir(dir, { recursive: true });
    const { bavail, bsize } = await statfs(dir);
    const freeBytes = bavail * bsize;
    const detail = `${(freeBytes / 2 ** 30).toFixed(1)} GiB free in ${dir}`;
    if (freeBytes >= FREE_WANTED_BYTES) return { status: 'ok', detail };
    const status = freeBytes < FREE_MIN_BYTES ? 'fail' : 'warn';
    return { status, detail, remedy: 'free some space: 2 GiB are enough for quickstart' };
  });
