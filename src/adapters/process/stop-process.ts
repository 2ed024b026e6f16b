import { setTimeout as sleep } from 'node:timers/promises';
import { DeploymentError } from '../../domain/errors.ts';
import { isPortFree } from './ports.ts';
import type { ProcessState } from './process-state.ts';
import { groupMembers, markOf } from './process-table.ts';

const POLL_MS = 50;
// SIGTERM twice: an inference server that is still loading can lose the first one.
const SIGNALS = ['SIGTERM', 'SIGTERM', 'SIGKILL'] as const;

/**
 * Ends a process with all its children and waits until none runs and nobody listens on its port.
 * A process already gone is no error; children it left behind are ended all the same.
 * @throws DeploymentError when one outlives SIGKILL or has left the process group.
 */
export async function stopProcess(state: ProcessState, graceMs: number): Promise<void> {
  const leader = markOf(state.pid);
  // A group id in use is never given to a new process: a stranger under our pid means nobody is left.
  if (leader !== undefined && leader.startMark !== state.startMark) return;
  await stopGroup(state.pid, graceMs);
  if (leader !== undefined && !(await isPortFree(state.port))) {
    throw new DeploymentError(
      `port ${state.port} is still in use after "${state.identity}" was stopped: a process it ` +
        'started left its process group; find it with "ss -ltnp" and end it',
      true,
      { port: state.port },
    );
  }
}

async function stopGroup(groupId: number, graceMs: number): Promise<void> {
  for (const signal of SIGNALS) {
    if (groupMembers(groupId).length === 0) return;
    signalGroup(groupId, signal);
    if (await isGoneWithin(groupId, graceMs)) return;
  }
  const pids = groupMembers(groupId).map(({ pid }) => pid);
  throw new DeploymentError(
    `processes ${pids.join(', ')} survived SIGKILL: they hang in the kernel; ` +
      'look at the device driver or the disk they wait for',
    true,
    { groupId },
  );
}

function signalGroup(groupId: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-groupId, signal);
  } catch (error) {
    // ESRCH: the last one exited since we looked.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

async function isGoneWithin(groupId: number, timeoutMs: number): Promise<boolean> {
  const deadline = performance.now() + timeoutMs;
  while (groupMembers(groupId).length > 0) {
    if (performance.now() > deadline) return false;
    await sleep(POLL_MS);
  }
  return true;
}
