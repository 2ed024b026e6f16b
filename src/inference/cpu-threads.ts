import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';

/**
 * Threads to compute with: one core is left to the rest of the machine. The engine must never get
 * more threads than cores it may use: its threads wait for each other in busy loops, and one
 * without a core costs seconds per token.
 */
export const defaultThreads = (): number =>
  Math.max(1, Math.floor(Math.min(availableParallelism(), cgroupCpuQuota('/'))) - 1);

/**
 * Cores this process may use by its container's CPU quota; infinite without one. Read here since
 * `availableParallelism` overlooks quotas of some cgroup version 1 hosts.
 */
export function cgroupCpuQuota(root: string): number {
  const memberships = readText(join(root, 'proc/self/cgroup')) ?? '';
  const quotas = memberships.split('\n').flatMap((line) => {
    const [, controllers, path] = /^\d+:([^:]*):(.*)$/.exec(line) ?? [];
    if (controllers === undefined || path === undefined) return [];
    if (controllers === '') {
      return ancestors(path).map((dir) => quotaV2(join(root, 'sys/fs/cgroup', dir)));
    }
    if (!controllers.split(',').includes('cpu')) return [];
    return ancestors(path).map((dir) => quotaV1(join(root, 'sys/fs/cgroup', controllers, dir)));
  });
  return Math.min(...quotas);
}

/** A quota binds all groups below it. The root comes last; in a container it is the own group. */
function ancestors(path: string): readonly string[] {
  return path === '/' ? [path] : [path, ...ancestors(dirname(path))];
}

/** `cpu.max` holds "<quota> <period>" in microseconds, or "max <period>". */
function quotaV2(dir: string): number {
  const [quota, period] = (readText(join(dir, 'cpu.max')) ?? 'max').trim().split(' ');
  return quota === 'max' ? Number.POSITIVE_INFINITY : Number(quota) / Number(period);
}

/** A quota of -1 means none. */
function quotaV1(dir: string): number {
  const quota = Number(readText(join(dir, 'cpu.cfs_quota_us')) ?? -1);
  const period = Number(readText(join(dir, 'cpu.cfs_period_us')) ?? 100_000);
  return quota > 0 ? quota / period : Number.POSITIVE_INFINITY;
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined; // No such controller, or no cgroups at all.
  }
}
