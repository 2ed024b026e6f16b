import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDirectoryStore } from '../../../src/adapters/artifacts/directory-store.ts';
import { putJson } from '../../../src/adapters/artifacts/json-artifacts.ts';
import { showCommand } from '../../../src/cli/commands/show.ts';
import { EXIT } from '../../../src/cli/context.ts';
import { artifactRoot } from '../../../src/cli/stored-run.ts';
import { configKeys, configRoot, runRoot } from '../../../src/domain/suite/artifact-keys.ts';
import { readSettings } from '../../../src/settings/read-settings.ts';
import { aConfigRun } from '../../support/config-records.ts';
import { storeSuite } from '../../support/stored-run.ts';

const AT = '2026-11-28T09:00:00.000Z';
const first = { from: 'gpu-a', to: 'gpu-b', generation: 1, waitedMs: 900_000, at: AT };
const second = { from: 'gpu-b', to: 'gpu-c', generation: 3, waitedMs: 60_000, at: AT };

let dataRoot: string;
const settings = () =>
  readSettings({ env: { DURABENCH_ROOT: dataRoot, HOME: dataRoot }, cwd: dataRoot, dotenv: {} });

beforeAll(async () => {
  dataRoot = await mkdtemp(join(tmpdir(), 'durabench-moves-'));
  const store = createDirectoryStore(artifactRoot(settings()));
  const [moved, settled] = ['moved', 'settled'].map((configId) => aConfigRun({ configId }));
  if (moved === undefined || settled === undefined) throw new Error('no configs');
  await storeSuite(store, { suite: 'core', runKey: 'monday', configs: [moved, settled] });
  const keys = configKeys(configRoot(runRoot('core', 'monday'), 'moved'));
  await putJson(store, keys.movedRun(1), { ...moved, host: 'gpu-b', moves: [first] });
  await putJson(store, keys.movedRun(3), { ...moved, host: 'gpu-c', moves: [first, second] });
});
afterAll(() => rm(dataRoot, { recursive: true }));

async function show(args: readonly string[], json = false): Promise<string> {
  let text = '';
  const stdout = { write: (part: string) => (text += part) };
  const { signal } = new AbortController();
  const context = { settings: settings(), stdout, stderr: stdout, json, signal };
  expect(await showCommand(args, {}, context)).toBe(EXIT.ok);
  return text;
}

const MOVES = [
  'moved from gpu-a to gpu-b: host gpu-a has had no worker for 15 minutes',
  'moved from gpu-b to gpu-c: host gpu-b has had no worker for 1 minute',
];

test('a run tells of every move of its configs, and names the host they are on now', async () => {
  const lines = (await show(['monday'])).trimEnd().split('\n');
  expect(lines.slice(-2)).toEqual(MOVES.map((move) => `moved ${move}`));
  const { configs } = JSON.parse(await show(['monday'], true));
  expect(configs).toMatchObject([
    { configId: 'moved', host: 'gpu-c', moves: MOVES },
    { configId: 'settled', host: 'local', moves: [] },
  ]);
});

test('a config tells of its own moves', async () => {
  expect(await show(['monday', 'moved'])).toContain(`moved\n${MOVES.join('\n')}\n`);
  expect(JSON.parse(await show(['monday', 'moved'], true)).moves).toEqual([first, second]);
  expect(await show(['monday', 'settled'])).not.toContain('moved from');
});
