import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ArtifactStore } from '../../../src/adapters/artifacts/artifact-store.ts';
import { createDirectoryStore } from '../../../src/adapters/artifacts/directory-store.ts';
import { putJson } from '../../../src/adapters/artifacts/json-artifacts.ts';
import {
  configKeys,
  configRoot,
  roundKeys,
  runRoot,
} from '../../../src/domain/suite/artifact-keys.ts';
import { readRun } from '../../../src/report/read-run.ts';
import {
  aConfigRun,
  anOutcome,
  dropped,
  failed,
  graded,
  scored,
} from '../../support/config-records.ts';
import { aReply, storeConfig, storeSuite } from '../../support/stored-run.ts';
import { goldNumber, taskWith } from '../../support/tasks.ts';

const SUITE = { suite: 'core', runKey: 'nightly-1' };
const READ = { ...SUITE, generatedAt: '2026-11-23T08:02:00.000Z' };

let folder: string;
let store: ArtifactStore;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'durabench-report-'));
  store = createDirectoryStore(folder);
});
afterEach(() => rm(folder, { recursive: true }));

const aTask = (id: string) => ({ ...taskWith(goldNumber(8.5, 'percent')), id });
const config = (configId: string) => aConfigRun({ ...SUITE, configId });

test('a run is read with every question, the answer that counts, and its verdict', async () => {
  await storeSuite(store, { ...SUITE, configs: [config('a')] });
  await storeConfig(
    store,
    config('a'),
    [aTask('one'), aTask('two/../x')],
    [
      { outcome: anOutcome('one', failed('agent-timeout'), { round: 0 }) },
      { outcome: anOutcome('one', scored(1), { round: 1 }), text: '8.5 %' },
      { outcome: anOutcome('two/../x', scored(0)), text: 'no idea' },
    ],
  );
  const run = await readRun(store, READ);
  expect(run.configs[0]?.tasks).toMatchObject([
    {
      taskId: 'one',
      gold: '8.5',
      repeats: [{ answer: '8.5 %', round: 1, score: { kind: 'scored', value: 1 } }],
    },
    { taskId: 'two/../x', repeats: [{ answer: 'no idea', score: { correct: false } }] },
  ]);
});

test('the tenth round is later than the second', async () => {
  await storeSuite(store, { ...SUITE, configs: [config('a')] });
  await storeConfig(
    store,
    config('a'),
    [aTask('one')],
    [2, 10].map((round) => ({ outcome: anOutcome('one', scored(1), { round }) })),
  );
  expect((await readRun(store, READ)).configs[0]?.tasks[0]?.repeats[0]?.round).toBe(10);
});

test('the report of the latest round and generation is the one shown', async () => {
  await storeSuite(store, { ...SUITE, configs: [config('a')] });
  await storeConfig(store, config('a'), [aTask('one')], [{ outcome: anOutcome('one', scored(0)) }]);
  const { configs } = await readRun(store, READ);
  const keys = configKeys(configRoot(runRoot(SUITE.suite, SUITE.runKey), 'a'));
  await putJson(store, keys.report(1, 2), { ...configs[0]?.report, round: 1, generation: 2 });
  expect((await readRun(store, READ)).configs[0]?.report.round).toBe(1);
});

test('tasks without an outcome and configs without a report are listed as such', async () => {
  await storeSuite(store, { ...SUITE, configs: [config('a'), config('open')] });
  await storeConfig(
    store,
    config('a'),
    [aTask('one'), aTask('two')],
    [{ outcome: anOutcome('one', scored(1)) }],
  );
  const run = await readRun(store, READ);
  expect(run.unreported).toEqual(['open']);
  expect(run.configs[0]?.tasks[1]).toMatchObject({
    taskId: 'two',
    repeats: [{ score: null, answer: null }],
  });
  expect(run.configs[0]?.report.coverage).toMatchObject({ planned: 2, missing: 1 });
});

test('a run that does not exist is the user’s to correct', async () => {
  await expect(readRun(store, READ)).rejects.toThrow('there is no run "core/nightly-1"');
});

test('a damaged report is refused, not half read', async () => {
  await storeSuite(store, { ...SUITE, configs: [config('a')] });
  const keys = configKeys(configRoot(runRoot(SUITE.suite, SUITE.runKey), 'a'));
  await putJson(store, keys.report(0, 0), { schemaVersion: 1 });
  await expect(readRun(store, READ)).rejects.toThrow('r00g00.json');
});

test('beside the answer that counts stands the one that compat graded', async () => {
  await storeSuite(store, { ...SUITE, configs: [config('a')] });
  const dir = configRoot(runRoot(SUITE.suite, SUITE.runKey), 'a');
  const { callReply } = roundKeys(configKeys(dir).task('one', 0), 0);
  const { ref } = await putJson(store, callReply(1), aReply('Error code: 402'));
  await storeConfig(store, config('a'), ['one', 'two', 'three'].map(aTask), [
    { outcome: graded('one', scored(1), scored(0), { compatReply: ref }), text: '8.5 %' },
    { outcome: graded('two', scored(1), scored(1)), text: '8.5 %' },
    { outcome: graded('three', failed(), dropped) },
  ]);
  const [results] = (await readRun(store, READ)).configs;
  expect(results?.tasks.map(({ repeats: [first] }) => first)).toMatchObject([
    {
      answer: '8.5 %',
      compatAnswer: 'Error code: 402',
      compatDifference: 'instrument-failure-graded',
    },
    { answer: '8.5 %', compatAnswer: '8.5 %', compatDifference: null },
    { answer: null, compatAnswer: null, compatDifference: 'failure-dropped' },
  ]);
});
