import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readRepairs, repairDeployment } from '../../../activities/repair-deployment.ts';
import { createDirectoryStore } from '../../../src/adapters/artifacts/directory-store.ts';
import { deploymentId } from '../../../src/domain/deployment/deployment-id.ts';
import { diagnoseLog } from '../../../src/domain/deployment/diagnose/diagnose-log.ts';
import { serverKeys } from '../../../src/domain/suite/artifact-keys.ts';
import type { ServedDeployment } from '../../../src/domain/suite/config-run.ts';

const CONFIGURED: ServedDeployment = {
  engine: 'vllm',
  model: 'm',
  checkpoint: 'o/m',
  launcher: 'process',
  flags: [],
  environment: {},
  context: 32768,
  slots: 4,
};
const REPAIRABLE = {
  keys: serverKeys('c', 'grade'),
  configuredId: deploymentId(CONFIGURED),
  configured: CONFIGURED,
};
const BOUNDS = { contextMin: 8192, fallbacks: [], stepsMax: 8 };
const diagnosed = (log: string) => diagnoseLog(log, { engine: 'vllm', phase: 'starting' });
const TOO_SMALL = diagnosed('ValueError: x is larger than the available KV cache memory');

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'durabench-repair-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

test('each step goes on from the recorded one, until the context would be too short', async () => {
  const repair = () =>
    // A new store each time: as after a crash of the worker.
    repairDeployment(createDirectoryStore(dir), REPAIRABLE, TOO_SMALL, BOUNDS);
  const first = await repair();
  expect(first).toMatchObject({
    deployment: { context: 16384 },
    step: { code: 'shorter-context' },
  });
  expect(first?.deploymentId).toBe(deploymentId(first?.deployment ?? CONFIGURED));
  expect((await repair())?.deployment.context).toBe(8192);
  expect(await repair()).toBeUndefined();
  expect(await readRepairs(createDirectoryStore(dir), REPAIRABLE)).toHaveLength(2);
});

test('a cause for people leaves no record', async () => {
  const store = createDirectoryStore(dir);
  const port = diagnosed('OSError: [Errno 98] Address already in use');
  expect(await repairDeployment(store, REPAIRABLE, port, BOUNDS)).toBeUndefined();
  expect(await readRepairs(store, REPAIRABLE)).toEqual([]);
});
