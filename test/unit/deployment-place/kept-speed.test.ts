import { afterEach, beforeEach, expect, test } from 'vitest';
import { RunRecords } from '../../../activities/run-records.ts';
import { keepProbe } from '../../../activities/server-records.ts';
import type { ArtifactStore } from '../../../src/adapters/artifacts/artifact-store.ts';
import { createDirectoryStore } from '../../../src/adapters/artifacts/directory-store.ts';
import { putJson } from '../../../src/adapters/artifacts/json-artifacts.ts';
import { putSpeed, readSpeeds } from '../../../src/adapters/artifacts/speed-records.ts';
import type { ServerProbe } from '../../../src/contracts/server-probe.ts';
import { aConfigRun } from '../../support/config-records.ts';
import { FakeInferenceServer } from '../../support/fake-hosts.ts';
import { resolveServing } from '../../support/resolved-serving.ts';
import { temporaryDir } from '../../support/small-servers.ts';

let dir: ReturnType<typeof temporaryDir>;
let store: ArtifactStore;
beforeEach(() => {
  dir = temporaryDir();
  store = createDirectoryStore(dir.path);
});
afterEach(() => dir.remove());

const probe = (tokensPerSecond: number | undefined, at: string): ServerProbe => ({
  ...{ schemaVersion: 1, deploymentId: 'd', models: ['tiny'], firstTokensMs: 3, at },
  ...(tokensPerSecond !== undefined && { tokensPerSecond }),
});

test('of each host the latest speed counts, and a probe without one says nothing', async () => {
  await putSpeed(store, 'gpu-a', probe(40, '2026-11-28T09:00:00.000Z'));
  await putSpeed(store, 'gpu-a', probe(30, '2026-11-28T08:00:00.000Z'));
  await putSpeed(store, 'gpu-b', probe(50, '2026-11-28T07:00:00.000Z'));
  await putSpeed(store, 'gpu-c', probe(undefined, '2026-11-28T07:00:00.000Z'));
  expect([...(await readSpeeds(store, 'd'))]).toEqual([
    ['gpu-a', 40],
    ['gpu-b', 50],
  ]);
  expect(await readSpeeds(store, 'another')).toEqual(new Map());
});

test('a server that is brought up leaves its speed for later plans, under the host of its config', async () => {
  const deployment = await resolveServing({
    engine: 'vllm',
    model: 'qwen3-14b',
    gpus: '1xh100-80',
  });
  const run = aConfigRun({ host: 'gpu-a', deployment, deploymentId: 'd' });
  const { ref } = await putJson(store, 'run.json', run);
  const scope = { suite: 's', runKey: 'k', root: 'runs/s/k', round: 0, generation: 0 };
  const request = { deploymentId: 'd', spec: deployment, holder: 'host/gpu-a' };
  const of = { configId: run.configId, request, server: new FakeInferenceServer() };
  const health = { models: ['qwen3-14b'], firstTokensMs: 4, tokensPerSecond: 77 };
  await keepProbe(new RunRecords(store), { scope, config: ref }, of, health);
  expect([...(await readSpeeds(store, 'd'))]).toEqual([['gpu-a', 77]]);
  expect(await store.list('runs/s/k/')).toHaveLength(1);
});
