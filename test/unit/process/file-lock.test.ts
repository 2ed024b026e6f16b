import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { withFileLock } from '../../../src/adapters/process/file-lock.ts';
import { temporaryDir } from '../../support/small-servers.ts';

let dir: ReturnType<typeof temporaryDir>;
beforeEach(() => {
  dir = temporaryDir();
});
afterEach(() => dir.remove());

test('work under one lock never overlaps, and all of it is done', async () => {
  let inside = 0;
  let insideMax = 0;
  const work = async () => {
    inside += 1;
    insideMax = Math.max(insideMax, inside);
    await sleep(2);
    inside -= 1;
    return 1;
  };
  const done = await Promise.all(
    Array.from({ length: 20 }, () => withFileLock(join(dir.path, 'l'), undefined, work)),
  );
  expect(done).toHaveLength(20);
  expect(insideMax).toBe(1);
});

test('a lock whose owner was killed is taken over by exactly one of its waiters at a time', async () => {
  // This pid runs, but not since that start: its former bearer held the lock and died.
  symlinkSync(`${process.pid} 1`, join(dir.path, '7'));
  let inside = 0;
  const overlaps = await Promise.all(
    Array.from({ length: 5 }, () =>
      withFileLock(dir.path, undefined, async () => {
        inside += 1;
        await sleep(2);
        inside -= 1;
        return inside;
      }),
    ),
  );
  expect(overlaps).toEqual([0, 0, 0, 0, 0]);
});

test('waiting for a lock ends when the caller is cancelled, and the lock stays with its owner', async () => {
  const cancel = new AbortController();
  await withFileLock(dir.path, undefined, async () => {
    const waiting = withFileLock(dir.path, cancel.signal, async () => 'entered');
    cancel.abort(new Error('config cancelled'));
    await expect(waiting).rejects.toThrow();
  });
  expect(await withFileLock(dir.path, undefined, async () => 'entered')).toBe('entered');
});

test('work that fails gives the lock back', async () => {
  const failing = withFileLock(dir.path, undefined, async () => {
    throw new Error('no space');
  });
  await expect(failing).rejects.toThrow('no space');
  expect(await withFileLock(dir.path, undefined, async () => 'entered')).toBe('entered');
});
