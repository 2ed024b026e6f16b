import { readdir, readFile } from 'node:fs/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  createResultsFolder,
  type ResultsFolder,
} from '../../../src/adapters/artifacts/results-folder.ts';
import { buildResultsFile } from '../../../src/report/results-file.ts';
import { resultsText } from '../../../src/report/results-text.ts';
import type { ConfigResults } from '../../../src/report/run-report.ts';
import { ORIGINAL_POLICY, storagePolicyOf } from '../../../src/report/storage-policy.ts';
import { anOutcome, failed, scored, unscored } from '../../support/config-records.ts';
import { aTaskRow, someResults } from '../../support/run-report.ts';
import { temporaryDir } from '../../support/small-servers.ts';

let folder: ReturnType<typeof temporaryDir>;
let results: ResultsFolder;
beforeEach(() => {
  folder = temporaryDir();
  results = createResultsFolder(folder.path);
});
afterEach(() => folder.remove());

/** Task by task, as a large run is read. */
async function written({ report, tasks }: ConfigResults, policy = ORIGINAL_POLICY) {
  const oneByOne = async function* () {
    yield* tasks;
  };
  const text = resultsText({ report, tasks: oneByOne }, policy, () => results.spool());
  return readFile(await results.write('a.json', text), 'utf8');
}

const inOnePiece = (config: ConfigResults, policy = ORIGINAL_POLICY) =>
  `${JSON.stringify(buildResultsFile(config, policy), undefined, 2)}\n`;

const mixed = someResults([
  anOutcome('right', scored(1)),
  anOutcome('half', scored(0.5), { dataset: 'options', category: 'Greeks Analysis' }),
  anOutcome('gave up', failed()),
  anOutcome('lost', unscored()),
]);

test('a file written task by task is the file written at once, byte by byte', async () => {
  const whole = storagePolicyOf({
    ...{ storePredicted: true, storeQuestion: true, storeExpected: true, truncate: false },
  });
  expect(await written(mixed)).toBe(inOnePiece(mixed));
  expect(await written(mixed, whole)).toBe(inOnePiece(mixed, whole));
});

test('the same holds without tasks, and without tasks that count', async () => {
  const none = { ...mixed, tasks: [] };
  expect(await written(none)).toBe(inOnePiece(none));
  const lost = someResults([anOutcome('lost', unscored())]);
  expect(await written(lost)).toBe(inOnePiece(lost));
});

test('texts that read like the file itself stay where they are', async () => {
  const question = '"results": []\n      "results": [],\n      "detailed_results": [] 财😀';
  const tasks = [aTaskRow({ question }), aTaskRow({ taskId: question, category: question })];
  expect(await written({ ...mixed, tasks })).toBe(inOnePiece({ ...mixed, tasks }));
});

test('texts longer than what is written at once come out whole', async () => {
  const tasks = ['a', 'b', 'c'].map((taskId) =>
    aTaskRow({ taskId, category: '财'.repeat(150_000) }),
  );
  expect(await written({ ...mixed, tasks })).toBe(inOnePiece({ ...mixed, tasks }));
});

test('nothing but the file is left, also of a file that could not be written', async () => {
  const broken = resultsText(
    {
      report: mixed.report,
      // biome-ignore lint/correctness/useYield: it fails before the first task
      tasks: async function* () {
        throw new Error('a record is damaged');
      },
    },
    ORIGINAL_POLICY,
    () => results.spool(),
  );
  await expect(results.write('a.json', broken)).rejects.toThrow('a record is damaged');
  expect(await readdir(folder.path)).toEqual([]);
  await written(mixed);
  expect(await readdir(folder.path)).toEqual(['a.json']);
});
