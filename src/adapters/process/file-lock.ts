import { mkdir, readdir, readlink, rename, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isRunning, markOf } from './process-table.ts';

const POLL_MS = 25;

/**
 * Runs `work` while no other process, nor another call in this one, holds the lock.
 * A lock whose owner was killed is taken over.
 */
export async function withFileLock<T>(
  lockDir: string,
  signal: AbortSignal | undefined,
  work: () => Promise<T>,
): Promise<T> {
  await mkdir(lockDir, { recursive: true });
  const ticket = await takeTicket(lockDir, signal);
  try {
    return await work();
  } finally {
    await rename(join(lockDir, String(ticket)), join(lockDir, `${ticket}${RELEASED}`));
  }
}

// Tickets only grow, and the newest is never deleted. So two waiters that both find a dead owner
// want the same next number, and one of them gets it; deleting and re-creating one lock file
// would let the slower one delete the faster one's fresh lock.
const RELEASED = '.released';
const ticketNumber = (name: string): number => Number.parseInt(name, 10);

async function takeTicket(lockDir: string, signal: AbortSignal | undefined): Promise<number> {
  for (;;) {
    signal?.throwIfAborted();
    const names = await readdir(lockDir);
    const newest = Math.max(0, ...names.map(ticketNumber));
    if (newest > 0 && !names.includes(`${newest}${RELEASED}`) && (await isHeld(lockDir, newest))) {
      await sleep(POLL_MS, undefined, signal && { signal });
      continue;
    }
    if (await claim(lockDir, newest + 1)) return newest + 1;
  }
}

/** A symbolic link appears together with its content, unlike a file that is opened, then written. */
async function claim(lockDir: string, ticket: number): Promise<boolean> {
  const own = join(lockDir, String(ticket));
  const mark = markOf(process.pid);
  try {
    await symlink(`${process.pid} ${mark?.startMark}`, own);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
  const others = (await readdir(lockDir)).filter((name) => name !== String(ticket));
  if (others.some((name) => ticketNumber(name) >= ticket)) {
    await rm(own, { force: true }); // The listing was old: this number had been used and released.
    return false;
  }
  await Promise.all(others.map((name) => rm(join(lockDir, name), { force: true })));
  return true;
}

async function isHeld(lockDir: string, ticket: number): Promise<boolean> {
  const owner = await readlink(join(lockDir, String(ticket))).catch(() => undefined);
  if (owner === undefined) return true; // Released since the listing: look again.
  const [pid, ...startMark] = owner.split(' ');
  return isRunning({ pid: Number(pid), startMark: startMark.join(' ') });
}
