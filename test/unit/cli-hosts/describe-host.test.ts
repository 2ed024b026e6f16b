import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { upCommand } from '../../../src/cli/commands/up.ts';
import { describeHost, type HostOptions } from '../../../src/cli/describe-host.ts';
import { PACKAGE_ROOT } from '../../../src/settings/package-root.ts';
import { commandContext } from '../../support/command-context.ts';
import { temporaryDir } from '../../support/small-servers.ts';

const CONFIG = join(PACKAGE_ROOT, 'config');
let dir: ReturnType<typeof temporaryDir>;
beforeEach(() => {
  dir = temporaryDir();
});
afterEach(() => dir.remove());

/** On a machine whose only program is nvidia-smi, if that. */
function describe(options: Partial<HostOptions>, env: NodeJS.ProcessEnv = {}) {
  const plain = { host: 'gpu-a', gpus: undefined, concurrency: 32, allowCommand: true };
  return describeHost({ ...plain, trustRemoteCode: [], ...options }, CONFIG, {
    PATH: dir.path,
    ...env,
  });
}

function nvidiaSmi(script: string): void {
  writeFileSync(join(dir.path, 'nvidia-smi'), `#!/bin/sh\n${script}\n`);
  chmodSync(join(dir.path, 'nvidia-smi'), 0o755);
}

const H100S = [0, 1].map((index) => `echo "${index}, GPU-${index}, NVIDIA H100 80GB HBM3, 81559"`);

test('a host is told of with its GPUs in the words of the catalogue, and what it allows', async () => {
  expect(await describe({ gpus: '8xH100-80' })).toEqual({
    ...{ host: 'gpu-a', gpus: '8xh100-80', concurrency: 32 },
    ...{ allowCommand: true, trustRemoteCode: [], startedAt: expect.stringMatching(/^\d{4}-.*Z$/) },
  });
  expect(await describe({})).toMatchObject({ gpus: null });
});

test('a GPU that there is not is refused with those that there are', async () => {
  await expect(describe({ gpus: '8xH1000' })).rejects.toThrow(
    /--gpus .*: there is no GPU "h1000" \(did you mean ".*"\?\); known: rtx3090-24, .*h100-80, /,
  );
  await expect(describe({ gpus: 'many' })).rejects.toThrow(
    /"many" is no set of GPUs: write a count/,
  );
});

test('GPUs that nvidia-smi finds as they were named are taken', async () => {
  nvidiaSmi(H100S.join('\n'));
  expect(await describe({ gpus: '2xh100-80' })).toMatchObject({ gpus: '2xh100-80' });
  const one = { CUDA_VISIBLE_DEVICES: '1' };
  expect(await describe({ gpus: '1xh100-80' }, one)).toMatchObject({ gpus: '1xh100-80' });
});

test('GPUs that nvidia-smi finds otherwise are refused with what it finds', async () => {
  nvidiaSmi(H100S.join('\n'));
  await expect(describe({ gpus: '8xh100-80' })).rejects.toThrow(
    '--gpus 8xh100-80: 8 were named, 2 are there; nvidia-smi finds 2 x NVIDIA H100 80GB HBM3 (81559 MiB). Name those, or give the worker a part of them with CUDA_VISIBLE_DEVICES',
  );
  await expect(describe({ gpus: '2xa100-80' })).rejects.toThrow(
    '"NVIDIA H100 80GB HBM3" is no A100 80 GB',
  );
});

test('up refuses GPUs that there cannot be before it touches a worker or a server', async () => {
  const context = commandContext('127.0.0.1:1', '/nonexistent/durabench');
  await expect(upCommand([], { gpus: '8xh1000' }, context)).rejects.toThrow(
    /^--gpus 8xh1000: there is no GPU "h1000"/,
  );
});

test('a driver that fails is no machine without GPUs', async () => {
  nvidiaSmi('echo "Failed to initialize NVML: Driver/library version mismatch"; exit 18');
  await expect(describe({ gpus: '2xh100-80' })).rejects.toThrow(
    /nvidia-smi cannot say .*version mismatch.*durabench doctor --gpu/,
  );
});

test('a host cannot have the name that means any host, or one that is no file name', async () => {
  await expect(describe({ host: 'auto' })).rejects.toThrow(
    /--host auto: that name means "any host"/,
  );
  await expect(describe({ host: '../x' })).rejects.toThrow(/--host "..\/x": use letters/);
});
