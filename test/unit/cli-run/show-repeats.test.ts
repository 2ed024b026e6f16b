import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDirectoryStore } from '../../../src/adapters/artifacts/directory-store.ts';
import { showCommand } from '../../../src/cli/commands/show.ts';
import { EXIT } from '../../../src/cli/context.ts';
import { artifactRoot } from '../../../src/cli/stored-run.ts';
import { readSettings } from '../../../src/settings/read-settings.ts';
import { aConfigRun, anOutcome, failed, scored } from '../../support/config-records.ts';
import { storeConfig, storeSuite } from '../../support/stored-run.ts';
import { goldNumber, taskWith } from '../../support/tasks.ts';

const RUN = { suite: 'core', runKey: 'thrice' };

let dataRoot: string;
const settings = () =>
  readSettings({ env: { DURABENCH_ROOT: dataRoot, HOME: dataRoot }, cwd: dataRoot, dotenv: {} });

beforeAll(async () => {
  dataRoot = await mkdtemp(join(tmpdir(), 'durabench-repeats-'));
  const store = createDirectoryStore(artifactRoot(settings()));
  const config = aConfigRun({ ...RUN, configId: 'qwen', repeats: 3 });
  await storeConfig(
    store,
    config,
    [{ ...taskWith(goldNumber(8.5, 'percent')), id: 'bond' }],
    [
      { outcome: anOutcome('bond', scored(1), { repeat: 0 }), text: 'first answer' },
      { outcome: anOutcome('bond', failed(), { repeat: 1 }), text: 'second answer' },
    ],
  );
  await storeSuite(store, { ...RUN, configs: [config] });
});
afterAll(() => rm(dataRoot, { recursive: true }));

async function show(...args: readonly string[]): Promise<string> {
  let text = '';
  const stdout = { write: (part: string) => (text += part) };
  const { signal } = new AbortController();
  const context = { settings: settings(), stdout, stderr: stdout, json: false, signal };
  expect(await showCommand(args, {}, context)).toBe(EXIT.ok);
  return text;
}

test('every repeat of a task has a row of its own, one not run yet too', async () => {
  const [, , ...rows] = (await show('thrice', 'qwen')).trimEnd().split('\n');
  expect(rows.map((row) => row.split(/ {2,}/).slice(0, 3))).toEqual([
    ['bond', '0', 'correct'],
    ['bond', '1', 'failed'],
    ['bond', '2', 'open'],
  ]);
});

test('the counts of a run are of repeats', async () => {
  const [, , row = ''] = (await show('thrice')).split('\n');
  expect(row).toContain('2/3');
});

test('a task shows the answers of all its repeats, none mistaken for another', async () => {
  const text = await show('thrice', 'qwen', 'bond');
  expect(text).toMatch(/REPEAT 0, ROUND 0[\s\S]+first answer[\s\S]+REPEAT 1, ROUND 0[\s\S]+second/);
});
