import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { cgroupCpuQuota } from '../../../src/inference/cpu-threads.ts';
import { temporaryDir } from '../../support/small-servers.ts';

let root: ReturnType<typeof temporaryDir>;
beforeEach(() => {
  root = temporaryDir();
});
afterEach(() => root.remove());

function hostWith(files: Readonly<Record<string, string>>): string {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root.path, path)), { recursive: true });
    writeFileSync(join(root.path, path), text);
  }
  return root.path;
}

test('a container of cgroup version 2 may use its quota', () => {
  const host = hostWith({
    'proc/self/cgroup': '0::/\n',
    'sys/fs/cgroup/cpu.max': '150000 100000\n',
  });
  expect(cgroupCpuQuota(host)).toBe(1.5);
});

test('the tightest quota on the way to the root binds', () => {
  const host = hostWith({
    'proc/self/cgroup': '0::/pod/engine\n',
    'sys/fs/cgroup/pod/engine/cpu.max': 'max 100000\n',
    'sys/fs/cgroup/pod/cpu.max': '200000 100000\n',
    'sys/fs/cgroup/cpu.max': 'max 100000\n',
  });
  expect(cgroupCpuQuota(host)).toBe(2);
});

test('a quota of cgroup version 1 is found by its controller', () => {
  const host = hostWith({
    'proc/self/cgroup': '4:memory:/x\n3:cpu,cpuacct:/docker/1\n0::/\n',
    'sys/fs/cgroup/cpu,cpuacct/cpu.cfs_quota_us': '300000\n',
    'sys/fs/cgroup/cpu,cpuacct/cpu.cfs_period_us': '100000\n',
  });
  expect(cgroupCpuQuota(host)).toBe(3);
});

test('without a quota, or without cgroups, there is no bound', () => {
  const unlimited = {
    'proc/self/cgroup': '1:cpu:/\n',
    'sys/fs/cgroup/cpu/cpu.cfs_quota_us': '-1\n',
  };
  expect(cgroupCpuQuota(hostWith(unlimited))).toBe(Number.POSITIVE_INFINITY);
  expect(cgroupCpuQuota(join(root.path, 'nowhere'))).toBe(Number.POSITIVE_INFINITY);
});
