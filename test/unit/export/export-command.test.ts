import { execFileSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBConnection } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createDirectoryStore } from '../../../src/adapters/artifacts/directory-store.ts';
import { exportCommand } from '../../../src/cli/commands/export.ts';
import { EXIT } from '../../../src/cli/context.ts';
import { artifactRoot } from '../../../src/cli/stored-run.ts';
import { ResultsFileSchema } from '../../../src/contracts/results-file.ts';
import { readSettings } from '../../../src/settings/read-settings.ts';
import { aConfigRun, anOutcome, failed, scored, unscored } from '../../support/config-records.ts';
import { storeConfig, storeSuite } from '../../support/stored-run.ts';
import { goldNumber, taskWith } from '../../support/tasks.ts';

const RUN = { suite: 'core', runKey: 'nightly-1' };
/** Its config asks for the beginning of the answers. */
const STORING = { suite: 'core', runKey: 'with-answers' };
const ANSWER = `=HYPERLINK("x")\nThe answer is 8.5 %.${'.'.repeat(300)}`;

let root: string;
const settings = () =>
  readSettings({ env: { DURABENCH_ROOT: root, HOME: root }, cwd: root, dotenv: {} });

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'durabench-export-'));
  const store = createDirectoryStore(artifactRoot(settings()));
  const config = aConfigRun({ ...RUN, configId: 'qwen', repeats: 2 });
  const storage = {
    ...{ storePredicted: true, predictedMaxChars: 3, truncate: true },
    ...{ storeQuestion: false, storeExpected: false },
  };
  const aTask = (id: string) => ({ ...taskWith(goldNumber(8.5, 'percent')), id });
  await storeConfig(
    store,
    config,
    [aTask('one'), aTask('../two')],
    [
      { outcome: anOutcome('one', scored(1), { repeat: 0, costUsd: 0.5 }), text: ANSWER },
      { outcome: anOutcome('one', failed(), { repeat: 1 }) },
      { outcome: anOutcome('../two', unscored(), { repeat: 0 }) },
      { outcome: anOutcome('../two', scored(0), { repeat: 1 }), text: 'no idea' },
    ],
  );
  await storeSuite(store, { ...RUN, configs: [config] });
  await storeSuite(store, { ...STORING, configs: [{ ...config, ...STORING, storage }] });
  await storeConfig(
    store,
    { ...config, ...STORING, storage },
    [aTask('one')],
    [{ outcome: anOutcome('one', scored(1)), text: ANSWER }],
  );
});
afterAll(() => rm(root, { recursive: true }));

async function exportRun(options: object, runKey = 'nightly-1'): Promise<readonly string[]> {
  let text = '';
  const stdout = { write: (part: string) => (text += part) };
  const { signal } = new AbortController();
  const context = { settings: settings(), stdout, stderr: stdout, json: true, signal };
  expect(await exportCommand([runKey], options, context)).toBe(EXIT.ok);
  return JSON.parse(text).paths;
}

const onlyFile = async (options: object, runKey?: string) => {
  const [path = 'none', ...more] = await exportRun(options, runKey);
  expect(more).toEqual([]);
  return path;
};

const row = async (options: object, runKey?: string) => {
  const file = ResultsFileSchema.parse(
    JSON.parse(await readFile(await onlyFile(options, runKey), 'utf8')),
  );
  return file.results[0].results[0];
};

describe('results files', () => {
  test('lie in a folder of the run and hold no answers unless asked', async () => {
    expect((await row({}))?.predicted).toBe('');
    expect(await readdir(join(settings().resultsDir, 'core-nightly-1'))).toEqual([
      'qwen_20261123_080130.json',
    ]);
  });

  test('hold as much of the answers as asked', async () => {
    expect((await row({ storePredicted: true, predictedMaxChars: 5 }))?.predicted).toBe('=HYPE...');
  });

  test('hold what the config asks for, unless the command asks for something else', async () => {
    expect((await row({}, 'with-answers'))?.predicted).toBe('=HY...');
    expect((await row({ storeQuestion: true }, 'with-answers'))?.predicted).toBe('');
  });

  test.each([
    [{ truncate: false }, '--no-truncate has no effect'],
    [{ predictedMaxChars: 5 }, '--predicted-max-chars has no effect'],
    [{ format: 'csv', storePredicted: true }, '--format json only'],
  ])('refuse options that would have no effect: %j', async (options, message) => {
    await expect(exportRun(options)).rejects.toThrow(message);
  });
});

const READ_CSV = `
import csv, json, sys
print(json.dumps(list(csv.DictReader(open(sys.argv[1], newline='')))))
`;

test('the CSV has a row for every repeat, with whole texts that no spreadsheet runs', async () => {
  const path = await onlyFile({ format: 'csv', output: join(root, 'csv') });
  const rows = JSON.parse(execFileSync('python3', ['-c', READ_CSV, path], { encoding: 'utf8' }));
  expect(rows).toMatchObject([
    { task_id: 'one', repeat: '0', score_percent: '100', predicted: `'${ANSWER}`, cost_usd: '0.5' },
    { task_id: 'one', repeat: '1', score_percent: '0', reason: 'agent-error', predicted: '' },
    { task_id: '../two', outcome: 'unscored', score_percent: '', correct: '' },
    { task_id: '../two', score_percent: '0', correct: 'false' },
  ]);
});

test('the Parquet file holds the same rows with their types, and texts as they were written', async () => {
  const path = await onlyFile({ format: 'parquet', output: join(root, 'parquet') });
  const connection = await DuckDBConnection.create();
  const reader = await connection.runAndReadAll(`
    SELECT task_id, repeat, score_percent, correct, predicted, cost_usd FROM '${path}'`);
  expect(reader.getRowObjectsJS()).toEqual([
    {
      ...{ task_id: 'one', repeat: 0n, score_percent: 100, correct: true },
      ...{ predicted: ANSWER, cost_usd: 0.5 },
    },
    {
      ...{ task_id: 'one', repeat: 1n, score_percent: 0, correct: false },
      ...{ predicted: null, cost_usd: null },
    },
    {
      ...{ task_id: '../two', repeat: 0n, score_percent: null, correct: null },
      ...{ predicted: null, cost_usd: null },
    },
    {
      ...{ task_id: '../two', repeat: 1n, score_percent: 0, correct: false },
      ...{ predicted: 'no idea', cost_usd: null },
    },
  ]);
  connection.closeSync();
});

const READ_LOG = `
import json, sys, zipfile
archive = zipfile.ZipFile(sys.argv[1])
print(json.dumps({name: json.loads(archive.read(name)) for name in archive.namelist()}))
`;

describe('a log for Inspect AI', () => {
  const log = async () => {
    const path = await onlyFile({ format: 'inspect', output: join(root, 'logs') });
    return JSON.parse(execFileSync('python3', ['-c', READ_LOG, path], { encoding: 'utf8' }));
  };

  test('files every repeat as an epoch, under names that stay in their folder', async () => {
    expect(Object.keys(await log()).filter((name) => name.startsWith('samples/'))).toEqual([
      'samples/one_epoch_1.json',
      'samples/one_epoch_2.json',
      'samples/%2E%2E%2Ftwo_epoch_1.json',
      'samples/%2E%2E%2Ftwo_epoch_2.json',
    ]);
  });

  test('tells an answer of 0 from an answer that has no score', async () => {
    const files = await log();
    const sample = (name: string) => files[`samples/${name}.json`];
    expect(sample('one_epoch_1')).toMatchObject({
      target: '8.5',
      output: { completion: ANSWER, usage: { total_tokens: 120, total_cost: 0.5 } },
      scores: { durabench: { value: 1 } },
    });
    expect(sample('one_epoch_2').scores.durabench.value).toBe(0);
    expect(sample('%2E%2E%2Ftwo_epoch_1')).not.toHaveProperty('scores');
    expect(sample('%2E%2E%2Ftwo_epoch_1').error.message).toContain('provider-error');
  });

  test('heads the samples with our score, which Inspect could not compute', async () => {
    const { 'header.json': header, 'summaries.json': summaries } = await log();
    expect(header).toMatchObject({
      version: 2,
      status: 'success',
      eval: { model: 'tiny', config: { epochs: 2 } },
    });
    expect(header.results).toMatchObject({ total_samples: 4, completed_samples: 3 });
    expect(header.results.scores[0].metrics.unified_score.value).toBe(0.25);
    expect(summaries).toHaveLength(4);
  });
});
