import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createDirectoryStore } from '../../../src/adapters/artifacts/directory-store.ts';
import { putHost } from '../../../src/adapters/artifacts/host-records.ts';
import { hostsCommand } from '../../../src/cli/commands/hosts.ts';
import { commandContext } from '../../support/command-context.ts';
import { aHost } from '../../support/known-hosts.ts';
import { temporaryDir } from '../../support/small-servers.ts';

let dir: ReturnType<typeof temporaryDir>;
beforeEach(() => {
  dir = temporaryDir();
});
afterEach(() => dir.remove());

/** Where no server is known. */
async function hosts(json: boolean) {
  const context = { ...commandContext('', dir.path), json };
  expect(await hostsCommand([], {}, context)).toBe(0);
  return context.written;
}

test('without a worker ever, there is no host, and the command says how to get one', async () => {
  const { stdout, stderr } = await hosts(false);
  expect(stdout).toContain('no worker has told of a host: start "durabench worker --host');
  expect(stderr).toBe('');
});

test('hosts are listed from the store, also when no server says who is there', async () => {
  const store = createDirectoryStore(join(dir.path, 'artifacts'));
  await putHost(store, aHost('gpu-a', '8xh100-80', { concurrency: 32, allowCommand: true }));
  await putHost(store, aHost('gpu-b', null, { trustRemoteCode: ['a/b', 'c/d'] }));
  const text = await hosts(false);
  expect(text.stdout.split('\n').map((line) => line.split(/ {2,}/))).toEqual([
    ['HOST', 'GPUS', 'CALLS', 'SINCE', 'WORKER', 'GRANTS'],
    ['gpu-a', '8xh100-80', '32', '2026-11-28T08:00:00Z', 'unknown', '--allow-command'],
    ['gpu-b', 'CPU', '16', '2026-11-28T08:00:00Z', 'unknown', '--trust-remote-code a/b,c/d'],
    [''],
  ]);
  expect(text.stderr).toBe('no server says who polls: none is configured, and none runs here\n');
  expect(JSON.parse((await hosts(true)).stdout)).toMatchObject({
    schemaVersion: 1,
    hosts: [
      { host: 'gpu-a', gpus: '8xh100-80', polled: null },
      { host: 'gpu-b', gpus: null, polled: null },
    ],
  });
});
