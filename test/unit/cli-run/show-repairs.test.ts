import { afterEach, beforeEach, expect, test } from 'vitest';
import { createDirectoryStore } from '../../../src/adapters/artifacts/directory-store.ts';
import { putJson } from '../../../src/adapters/artifacts/json-artifacts.ts';
import { showCommand } from '../../../src/cli/commands/show.ts';
import { artifactRoot } from '../../../src/cli/stored-run.ts';
import type { RepairRecord } from '../../../src/contracts/repair-record.ts';
import { configRoot, runRoot, serverKeys } from '../../../src/domain/suite/artifact-keys.ts';
import { readSettings } from '../../../src/settings/read-settings.ts';
import { aConfigRun } from '../../support/config-records.ts';
import { servedBy } from '../../support/fake-engine.ts';
import { temporaryDir } from '../../support/small-servers.ts';
import { storeSuite } from '../../support/stored-run.ts';

const RUN = { suite: 'core', runKey: 'monday' };
const DIR = configRoot(runRoot(RUN.suite, RUN.runKey), 'qwen');

let dir: ReturnType<typeof temporaryDir>;
beforeEach(async () => {
  dir = temporaryDir();
  await storeSuite(store(), { ...RUN, configs: [aConfigRun({ ...RUN, configId: 'qwen' })] });
});
afterEach(() => dir.remove());

const settings = () =>
  readSettings({ env: { DURABENCH_ROOT: dir.path, HOME: dir.path }, cwd: dir.path, dotenv: {} });
const store = () => createDirectoryStore(artifactRoot(settings()));

const record = (to: string, why = 'the cache is small'): RepairRecord => ({
  schemaVersion: 1,
  step: {
    ...{ code: 'shorter-context', cause: 'kv-cache-too-small', why },
    ...{ from: '--max-model-len 32768', to },
  },
  deployment: { ...servedBy({}), flags: [], environment: {} },
  deploymentId: 'f00d',
  at: '2026-11-28T08:00:00.000Z',
});

async function show(json: boolean): Promise<string> {
  let text = '';
  const stdout = { write: (part: string) => (text += part) };
  const { signal } = new AbortController();
  await showCommand(['latest'], {}, { settings: settings(), stdout, stderr: stdout, json, signal });
  return text;
}

test('a run shows each repair of its servers, the judge’s apart, with change and cause', async () => {
  await putJson(store(), serverKeys(DIR).repair('c0', 1), record('--max-model-len 16384'));
  await putJson(store(), serverKeys(DIR).repair('c0', 2), record('--max-model-len 8192'));
  await putJson(
    store(),
    serverKeys(DIR, 'grade').repair('j0', 1),
    record('less', 'memory\u001b[2J ran out'),
  );
  const lines = (await show(false)).split('\n').filter((line) => line.startsWith('repaired:'));
  expect(lines.slice(0, 2)).toEqual([
    'repaired: qwen: --max-model-len 32768 became --max-model-len 16384, because the cache is small (kv-cache-too-small)',
    'repaired: qwen: --max-model-len 32768 became --max-model-len 8192, because the cache is small (kv-cache-too-small)',
  ]);
  expect(lines[2]).toContain('qwen (judge): --max-model-len 32768 became less');
  expect(lines[2]).not.toContain('\u001b');
  expect(JSON.parse(await show(true)).repairs).toMatchObject([
    { configId: 'qwen', server: 'model', to: '--max-model-len 16384', deploymentId: 'f00d' },
    { configId: 'qwen', server: 'model', to: '--max-model-len 8192' },
    { configId: 'qwen', server: 'judge', to: 'less' },
  ]);
});

test('a run without repairs shows none', async () => {
  expect(await show(false)).not.toContain('repaired');
  expect(JSON.parse(await show(true)).repairs).toEqual([]);
});
