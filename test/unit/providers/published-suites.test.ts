import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { RunRecords } from '../../../activities/run-records.ts';
import { sampleTasks } from '../../../activities/sample-tasks.ts';
import { getJson } from '../../../src/adapters/artifacts/json-artifacts.ts';
import { ConfigRunSchema } from '../../../src/contracts/config-run.ts';
import type { DatasetConfig } from '../../../src/contracts/eval-config.ts';
import type { RunProfile } from '../../../src/domain/scoring/profile.ts';
import { configRoot } from '../../../src/domain/suite/artifact-keys.ts';
import type { FakeHub } from '../../support/fake-hub.ts';
import { PlanningBench } from '../../support/planning-bench.ts';
import { COMMIT, fetchInto, startHub, writeCatalog } from '../../support/published-datasets.ts';
import {
  bizFinBenchRow,
  gdpvalRow,
  jsonLinesOf,
  prBenchRow,
} from '../../support/published-rows.ts';
import { referenceConfig } from '../../support/suite-inputs.ts';

let hub: FakeHub;
beforeAll(async () => {
  hub = await startHub();
});
afterAll(() => hub[Symbol.asyncDispose]());

async function startBench(): Promise<PlanningBench> {
  const bench = await PlanningBench.start();
  await writeCatalog(bench.configRoot);
  return bench;
}

interface Drawing {
  readonly profile?: RunProfile;
  readonly numTasks?: number;
  readonly sampling?: object;
}

/** Plans a suite of one config and draws its tasks, as a worker does. */
async function drawn(
  bench: PlanningBench,
  datasets: readonly object[],
  { profile = 'corrected', numTasks = 100, sampling = { strategy: 'sequential' } }: Drawing = {},
) {
  const evalConfig = { name: 'it', datasets: datasets as readonly DatasetConfig[], sampling };
  const judge = { model: 'grader', api_base: 'https://judge.example/v1' };
  const config = { ...referenceConfig('a', numTasks), profile, judge, eval_config: evalConfig };
  const start = { schemaVersion: 1, suite: 'core', runKey: 'k', configs: [config] };
  const plan = await bench.plan(start);
  const stored = plan.configs[0]?.config;
  if (stored === undefined) throw new Error('nothing was planned');
  const records = new RunRecords(bench.store);
  const scope = { scope: plan.scope, config: stored };
  const { slices } = await sampleTasks(records, scope);
  const dir = configRoot(plan.scope.root, 'a');
  const tasks = await Promise.all(slices.map(({ slice }) => records.sliceTasks(dir, slice)));
  const run = await getJson(bench.store, stored, ConfigRunSchema);
  return { tasks: tasks.flat(), datasets: run.evalConfig.datasets };
}

const idsOf = ({ tasks }: Awaited<ReturnType<typeof drawn>>) => tasks.map(({ id }) => id);

const BIZFINBENCH = {
  ...{ type: 'bizfinbench', task_types: ['stock_price_predict'], languages: ['en', 'zh'] },
};
const PRBENCH = { type: 'prbench', splits: ['finance', 'legal'] };
const GDPVAL = { type: 'gdpval' };

describe('a run whose data is not in the cache', () => {
  test.each([
    [
      BIZFINBENCH,
      'run "durabench dataset fetch bizfinbench --only stock_price_predict_en stock_price_predict_cn"',
    ],
    [{ type: 'prbench', splits: ['legal'] }, 'run "durabench dataset fetch prbench --only legal"'],
    [GDPVAL, 'run "durabench dataset fetch gdpval --tables"'],
    [
      { type: 'gdpval', hf_dataset: 'openai/gpdval' },
      'there is no repository "openai/gpdval" in config/datasets.yaml (did you mean "openai/gdpval"?)',
    ],
  ])('is refused with what to do: %j', async (dataset, message) => {
    await using bench = await startBench();
    await expect(drawn(bench, [dataset])).rejects.toThrow(message);
    expect(await bench.stored()).toEqual([]);
  });

  test('names the tasks whose files are missing, of the drawn ones only', async () => {
    await using bench = await startBench();
    await fetchInto(bench.cacheDir, hub, 'gdpval');
    const limited = drawn(bench, [{ ...GDPVAL, limit: 2 }], { numTasks: 1 });
    await expect(limited).rejects.toThrow(
      `1 reference file of openai/gdpval@${COMMIT} (reference_files/t-1/ledger.xlsx) is not on this machine: run "durabench dataset fetch gdpval --only t-1"`,
    );
  });
});

describe('fetched', () => {
  test('BizFinBench is drawn with places kept, and its licence is recorded', async () => {
    await using bench = await startBench();
    await fetchInto(bench.cacheDir, hub, 'bizfinbench');
    const found = await drawn(bench, [BIZFINBENCH]);
    expect(idsOf(found)).toEqual([
      ...[0, 2, 3].map((row) => `bizfinbench_stock_price_predict_en_${row}`),
      ...[0, 1].map((row) => `bizfinbench_stock_price_predict_cn_${row}`),
    ]);
    expect(found.datasets).toMatchObject([
      { origin: `HiThink-Research/BizFinBench.v2@${COMMIT}`, licence: 'CC-BY-NC-4.0' },
    ]);
  });

  test('BizFinBench names that do not exist give no task', async () => {
    await using bench = await startBench();
    await fetchInto(bench.cacheDir, hub, 'bizfinbench');
    const task_types = ['Financial_Time_Reasoning', 'stock_price_predict'];
    const found = await drawn(bench, [
      { type: 'bizfinbench', task_types, languages: ['cn', 'fr'] },
    ]);
    expect(idsOf(found)).toHaveLength(2);
  });

  test('PRBench is filtered by topic before each split is cut', async () => {
    await using bench = await startBench();
    await fetchInto(bench.cacheDir, hub, 'prbench');
    const topics = ['Corporate Finance'];
    expect(idsOf(await drawn(bench, [{ ...PRBENCH, limit: 1, topics }]))).toEqual([
      'prbench_finance_f0',
      'prbench_legal_l0',
    ]);
  });

  test('PRBench is asked by the profile: all of the conversation, or its prompts', async () => {
    await using full = await startBench();
    await fetchInto(full.cacheDir, hub, 'prbench');
    await using original = await startBench();
    await fetchInto(original.cacheDir, hub, 'prbench');
    const { tasks } = await drawn(full, [PRBENCH]);
    const asked = await drawn(original, [PRBENCH], { profile: 'compat' });
    expect(idsOf(asked)).toEqual(tasks.map(({ id }) => id));
    expect(tasks[0]?.question).toContain('[Assistant]\nAt its cash flow.');
    expect(asked.tasks[0]?.question).not.toContain('At its cash flow.');
  });

  test('GDPval brings the files of drawn tasks and their texts along', async () => {
    await using bench = await startBench();
    await fetchInto(bench.cacheDir, hub, 'gdpval', ['reference_files/t-1/ledger.xlsx']);
    const { tasks } = await drawn(bench, [GDPVAL], { numTasks: 1 });
    const [task] = tasks;
    const source = task?.source;
    const file = source?.kind === 'gdpval' ? source.files[0] : undefined;
    expect(task?.question).toContain('Sheet Ledger\nCash\t120');
    expect(file).toMatchObject({ url: 'https://files.example/t-1/ledger.xlsx' });
    const text = await bench.store.get(file?.text?.key ?? '');
    expect(new TextDecoder().decode(text)).toBe('Sheet Ledger\nCash\t120');
    expect((await bench.store.get(file?.copy?.key ?? '')).byteLength).toBe(file?.copy?.bytes);
  });

  test('GDPval of the original needs no file, and lists addresses', async () => {
    await using bench = await startBench();
    await fetchInto(bench.cacheDir, hub, 'gdpval');
    const found = await drawn(bench, [GDPVAL], { profile: 'compat' });
    expect(idsOf(found)).toEqual(['t-1', 't-2', 't-3']);
    expect(found.tasks[0]?.question).toContain(': https://files.example/t-1/ledger.xlsx');
    expect(await bench.store.list('datasets/files/')).toEqual([]);
  });

  test('GDPval can be asked without files', async () => {
    await using bench = await startBench();
    await fetchInto(bench.cacheDir, hub, 'gdpval');
    const { tasks } = await drawn(bench, [{ ...GDPVAL, include_reference_files: false }]);
    expect(tasks[0]?.question).toBe(
      'Reconcile the ledger of Northfield Dairy with its bank statement.',
    );
  });

  test('GDPval is chosen by sector and occupation', async () => {
    await using bench = await startBench();
    await fetchInto(bench.cacheDir, hub, 'gdpval');
    const sectors = ['Government', 'Finance and Insurance'];
    const occupations = ['Financial Managers'];
    const chosen = { ...GDPVAL, sectors, occupations, include_reference_files: false };
    expect(idsOf(await drawn(bench, [chosen]))).toEqual(['t-2']);
  });
});

describe('refused is', () => {
  test.each([
    [{ ...PRBENCH, topics: ['Corporate Finanse'] }, 'prbench dataset: topics: "Corporate Finanse"'],
    [{ ...GDPVAL, sectors: ['Finance'] }, 'gdpval dataset: sectors: "Finance" does not occur'],
    [{ ...GDPVAL, occupations: ['Clerk'] }, 'gdpval dataset: occupations: "Clerk" does not occur'],
  ])('a name that stands for nothing: %j', async (dataset, message) => {
    await using bench = await startBench();
    await fetchInto(bench.cacheDir, hub, 'prbench');
    await fetchInto(bench.cacheDir, hub, 'gdpval');
    await expect(drawn(bench, [dataset])).rejects.toThrow(message);
  });

  test('a task that the original does not have, where it is to score', async () => {
    await using bench = await startBench();
    const dataset = { ...BIZFINBENCH, task_types: ['conterfactual'] };
    await expect(drawn(bench, [dataset], { profile: 'compat' })).rejects.toThrow(
      /task_types: the original has no "conterfactual".*use "corrected"/,
    );
  });
});

test.each(['compat', 'both'] as const)('public CSV is refused in profile %s', async (profile) => {
  await using bench = await startBench();
  const dataset = { type: 'public_csv', path: 'public.csv' };
  await expect(drawn(bench, [dataset], { profile })).rejects.toThrow('the original has retired it');
});

describe('files of one’s own', () => {
  test('lie as the repository has them, or beside each other', async () => {
    await using bench = await startBench();
    const root = join(bench.experimentsRoot, 'own');
    await mkdir(join(root, 'cn'), { recursive: true });
    await bench.write(root, 'stock_price_predict_en.json', [bizFinBenchRow('Q?', '1')]);
    const rows = jsonLinesOf([bizFinBenchRow('问?', '2')]);
    await bench.write(join(root, 'cn'), 'stock_price_predict_cn.jsonl', rows);
    await bench.write(root, 'finance-00000-of-00002.jsonl', jsonLinesOf([prBenchRow('f0')]));
    await bench.write(root, 'finance-00001-of-00002.jsonl', jsonLinesOf([prBenchRow('f1')]));
    const found = await drawn(bench, [
      { ...BIZFINBENCH, local_path: 'own' },
      { type: 'prbench', splits: ['finance'], local_path: 'own' },
    ]);
    expect(idsOf(found)).toEqual([
      ...['bizfinbench_stock_price_predict_en_0', 'bizfinbench_stock_price_predict_cn_0'],
      ...['prbench_finance_f0', 'prbench_finance_f1'],
    ]);
    expect(found.datasets).toMatchObject([{ licence: null }, { licence: null }]);
  });

  test('may be one file, with reference files beside it', async () => {
    await using bench = await startBench();
    await mkdir(join(bench.experimentsRoot, 'own'));
    const row = gdpvalRow('t', { reference_files: ['notes.txt'], reference_file_urls: [] });
    await bench.write(join(bench.experimentsRoot, 'own'), 'work.jsonl', jsonLinesOf([row]));
    const dataset = { ...GDPVAL, local_path: 'own/work.jsonl' };
    await expect(drawn(bench, [dataset])).rejects.toThrow(
      /notes\.txt\) is not on this machine: put them where the rows say/,
    );
    await bench.write(join(bench.experimentsRoot, 'own'), 'notes.txt', 'Cash is 120.');
    const { tasks } = await drawn(bench, [dataset]);
    expect(tasks[0]?.question).toContain('=== notes.txt (Text file) ===\nCash is 120.');
  });

  test('that are not there are named', async () => {
    await using bench = await startBench();
    await mkdir(join(bench.experimentsRoot, 'own'));
    await expect(drawn(bench, [{ ...PRBENCH, local_path: 'own' }])).rejects.toThrow(
      'local_path own holds no finance.jsonl or finance.json or finance.parquet or finance.csv',
    );
  });

  test('hold public questions in a table', async () => {
    await using bench = await startBench();
    const table =
      'Question,Question Type,Answer,Rubric\n"What, then?",Numeric,12,\nWhy?,Other,"a\nb",\n';
    await bench.write(bench.experimentsRoot, 'public.csv', table);
    const found = await drawn(bench, [{ type: 'public_csv', path: 'public.csv', limit: 2 }]);
    expect(found.tasks.map(({ id, question, gold }) => [id, question, gold.formatted])).toEqual([
      ['csv_finance_0', 'What, then?', '12'],
      ['csv_finance_1', 'Why?', 'a\nb'],
    ]);
  });
});

test('what was drawn does not change when the cache does', async () => {
  await using bench = await startBench();
  await fetchInto(bench.cacheDir, hub, 'bizfinbench');
  await drawn(bench, [BIZFINBENCH]);
  const copies = await bench.store.list('datasets/');
  expect(copies.every((key) => /^datasets\/[0-9a-f]{64}\.jsonl$/.test(key))).toBe(true);
  expect(copies).toHaveLength(2);
});
