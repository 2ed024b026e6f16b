import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { gpuChecks } from '../../../src/cli/doctor/gpu-checks.ts';

const CONFIG = join(import.meta.dirname, '../../../config');
let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'durabench-gpu-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

function program(name: string, script: string): void {
  writeFileSync(join(dir, name), `#!/bin/sh\n${script}\n`);
  chmodSync(join(dir, name), 0o755);
}
const checked = async () =>
  Object.fromEntries(
    (await Promise.all(gpuChecks(CONFIG, { PATH: dir }))).map((check) => [check.name, check]),
  );

test('a machine without driver and Python fails each check, with its remedy', async () => {
  for (const check of Object.values(await checked())) {
    expect(check).toMatchObject({ status: 'fail', detail: expect.stringContaining('is absent') });
    expect(check.remedy).not.toBe('');
  }
});

test('a driver that differs from its library is told in the words of nvidia-smi', async () => {
  program(
    'nvidia-smi',
    'echo "Failed to initialize NVML: Driver/library version mismatch"; exit 18',
  );
  expect((await checked())['NVIDIA driver']).toMatchObject({
    status: 'fail',
    detail: expect.stringContaining('version mismatch'),
  });
});

test('PyTorch without CUDA fails although it can be imported', async () => {
  program('python3', 'echo "2.9.1+cpu CUDA None GPUs 0"; echo "CUDA available: False" >&2; exit 1');
  expect((await checked())['PyTorch CUDA']).toMatchObject({
    status: 'fail',
    detail: expect.stringContaining('+cpu'),
  });
});

test('GPUs that are free and known pass; memory in use is a warning', async () => {
  program(
    'nvidia-smi',
    'case "$1" in *compute_cap) echo 9.0;; *free*) echo "100, 81559";; *) echo "NVIDIA H100, 570.1";; esac',
  );
  expect(await checked()).toMatchObject({
    'NVIDIA driver': { status: 'ok' },
    'Compute capability': { status: 'ok', detail: '9.0' },
    'GPU memory': { status: 'warn' },
  });
});
