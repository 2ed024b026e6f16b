import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { placeConfig } from '../../../activities/place-config.ts';
import { createDirectoryStore } from '../../../src/adapters/artifacts/directory-store.ts';
import { putHost, readHosts } from '../../../src/adapters/artifacts/host-records.ts';
import { aConfigRun } from '../../support/config-records.ts';
import { aHost } from '../../support/known-hosts.ts';
import { resolveServing } from '../../support/resolved-serving.ts';

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'durabench-hosts-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

const aStore = (name: string) => createDirectoryStore(join(root, name));

test('of what workers told of a host the latest counts, and a store without hosts has none', async () => {
  const store = aStore('latest');
  expect(await readHosts(store)).toEqual([]);
  const later = { startedAt: '2026-11-28T09:30:00.000Z' };
  await putHost(store, aHost('gpu-a', '8xh100-80', later));
  await putHost(store, aHost('gpu-a', '4xh100-80'));
  await putHost(store, aHost('cpu'));
  expect(await readHosts(store)).toEqual([aHost('cpu'), aHost('gpu-a', '8xh100-80', later)]);
});

test('a stored config is placed by the GPUs of its deployment among the hosts of its store', async () => {
  const store = aStore('placed');
  await putHost(store, aHost('big', '8xh100-80'));
  await putHost(store, aHost('small', '1xh100-80'));
  const deployment = await resolveServing({
    engine: 'vllm',
    model: 'qwen3-32b',
    gpus: '2xh100-80',
  });
  const config = aConfigRun({ deployment });
  expect(await placeConfig(store, config)).toMatchObject({ kind: 'placed', host: 'big' });
  expect(await placeConfig(store, config, ['big'])).toEqual({
    kind: 'nowhere',
    reason: 'no host can run it: small has 1xh100-80, 2xh100-80 is needed; big is left out',
  });
});
