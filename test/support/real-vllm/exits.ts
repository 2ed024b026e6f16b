import type { ChildProcess } from 'node:child_process';
import { subscribe } from 'node:diagnostics_channel';
import { once } from 'node:events';

const children = new Map<number, Promise<number | null>>();

// Servers are started detached, and nothing else than their end is kept of them. Node announces
// every child here, also those of the code under test.
subscribe('child_process', (message) => {
  const { process: child } = message as { process: ChildProcess };
  // The pid is known only when the start has succeeded.
  child.once('spawn', () => {
    const code = once(child, 'exit').then(([exitCode]: (number | null)[]) => exitCode ?? null);
    children.set(Number(child.pid), code);
  });
});

/** The exit code of a child of this process, once it has ended; null when a signal ended it. */
export async function exitCodeOf(pid: number | undefined): Promise<number | null> {
  const code = children.get(Number(pid));
  if (code === undefined) throw new Error(`${pid} is no child that was started since this import`);
  return code;
}
