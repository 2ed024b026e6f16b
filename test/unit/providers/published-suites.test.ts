import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FakeHub } from '../../support/fake-hub.ts';
import { COMMIT, fetchInto, startHub } from '../../support/published-datasets.ts';
import {
  BIZFINBENCH,
  drawPublished,
  GDPVAL,
  idsOf,
  PRBENCH,
  startPublishedBench,
} from '../../support/published-suite.ts';

let hub: FakeHub;
beforeAll(async () => {
  hub = await startHub();
});
afterAll(() => hub[Symbol.asyncDispose]());

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
    await using bench = await startPublishedBench();
    await expect(drawPublished(bench, [dataset])).rejects.toThrow(message);
    expect(await bench.stored()).toEqual([]);
  });

  test('names the tasks whose files are missing, of the drawn ones only', async () => {
    await using bench = await startPublishedBench();
    await fetchInto(bench.cacheDir, hub, 'gdpval');
    const limited = drawPublished(bench, [{ ...GDPVAL, limit: 2 }], { numTasks: 1 });
    await expect(limited).rejects.toThrow(
      `1 reference file of openai/gdpval@${COMMIT} (reference_files/t-1/ledger.xlsx) is not on this machine: run "durabench dataset fetch gdpval --only t-1"`,
    );
  });
});

describe('fetched', () => {
  test('BizFinBench is drawn with places kept, and its licence is recorded', async () => {
    await using bench = await startPublishedBench();
    await fetchInto(bench.cacheDir, hub, 'bizfinbench');
    const found = await drawPublished(bench, [BIZFINBENCH]);
    expect(idsOf(found)).toEqual([
      ...[0, 2, 3].map((row) => `bizfinbench_stock_price_predict_en_${row}`),
      ...[0, 1].map((row) => `bizfinbench_stock_price_predict_cn_${row}`),
    ]);
    expect(found.datasets).toMatchObject([
      { origin: `HiThink-Research/BizFinBench.v2@${COMMIT}`, licence: 'CC-BY-NC-4.0' },
    ]);
  });

  test('BizFinBench names that do not exist give no task', async () => {
    await using bench = await startPublishedBench();
    await fetchInto(bench.cacheDir, hub, 'bizfinbench');
    const task_types = ['Financial_Time_Reasoning', 'stock_price_predict'];
    const found = await drawPublished(bench, [
      { type: 'bizfinbench', task_types, languages: ['cn', 'fr'] },
    ]);
    expect(idsOf(found)).toHaveLength(2);
  });

  test('PRBench is filtered by topic before each split is cut', async () => {
    await using bench = await startPublishedBench();
    await fetchInto(bench.cacheDir, hub, 'prbench');
    const topics = ['Corporate Finance'];
    expect(idsOf(await drawPublished(bench, [{ ...PRBENCH, limit: 1, topics }]))).toEqual([
      'prbench_finance_f0',
      'prbench_legal_l0',
    ]);
  });

  test('PRBench is asked by the profile: all of the conversation, or its prompts', async () => {
    await using full = await startPublishedBench();
    await fetchInto(full.cacheDir, hub, 'prbench');
    await using original = await startPublishedBench();
    await fetchInto(original.cacheDir, hub, 'prbench');
    const { tasks } = await drawPublished(full, [PRBENCH]);
    const asked = await drawPublished(original, [PRBENCH], { profile: 'compat' });
    expect(idsOf(asked)).toEqual(tasks.map(({ id }) => id));
    expect(tasks[0]?.question).toContain('[Assistant]\nAt its cash flow.');
    expect(asked.tasks[0]?.question).not.toContain('At its cash flow.');
  });

  test('GDPval brings the files of drawn tasks and their texts along', async () => {
    await using bench = await startPublishedBench();
    await fetchInto(bench.cacheDir, hub, 'gdpval', ['reference_files/t-1/ledger.xlsx']);
    const { tasks } = await drawPublished(bench, [GDPVAL], { numTasks: 1 });
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
    await using bench = await startPublishedBench();
    await fetchInto(bench.cacheDir, hub, 'gdpval');
    const found = await drawPublished(bench, [GDPVAL], { profile: 'compat' });
    expect(idsOf(found)).toEqual(['t-1', 't-2', 't-3']);
    expect(found.tasks[0]?.question).toContain(': https://files.example/t-1/ledger.xlsx');
    expect(await bench.store.list('datasets/files/')).toEqual([]);
  });

  test('GDPval can be asked without files', async () => {
    await using bench = await startPublishedBench();
    await fetchInto(bench.cacheDir, hub, 'gdpval');
    const { tasks } = await drawPublished(bench, [{ ...GDPVAL, include_reference_files: false }]);
    expect(tasks[0]?.question).toBe(
      'Reconcile the ledger of Northfield Dairy with its bank statement.',
    );
  });

  test('GDPval is chosen by sector and occupation', async () => {
    await using bench = await startPublishedBench();
    await fetchInto(bench.cacheDir, hub, 'gdpval');
    const sectors = ['Government', 'Finance and Insurance'];
    const occupations = ['Financial Managers'];
    const chosen = { ...GDPVAL, sectors, occupations, include_reference_files: false };
    expect(idsOf(await drawPublished(bench, [chosen]))).toEqual(['t-2']);
  });
});

describe('refused is', () => {
  test.each([
    [{ ...PRBENCH, topics: ['Corporate Finanse'] }, 'prbench dataset: topics: "Corporate Finanse"'],
    [{ ...GDPVAL, sectors: ['Finance'] }, 'gdpval dataset: sectors: "Finance" does not occur'],
    [{ ...GDPVAL, occupations: ['Clerk'] }, 'gdpval dataset: occupations: "Clerk" does not occur'],
  ])('a name that stands for nothing: %j', async (dataset, message) => {
    await using bench = await startPublishedBench();
    await fetchInto(bench.cacheDir, hub, 'prbench');
    await fetchInto(bench.cacheDir, hub, 'gdpval');
    await expect(drawPublished(bench, [dataset])).rejects.toThrow(message);
  });

  test('a task that the original does not have, where it is to score', async () => {
    await using bench = await startPublishedBench();
    const dataset = { ...BIZFINBENCH, task_types: ['conterfactual'] };
    await expect(drawPublished(bench, [dataset], { profile: 'compat' })).rejects.toThrow(
      /task_types: the original has no "conterfactual".*use "corrected"/,
    );
  });
});

test('what was drawn does not change when the cache does', async () => {
  await using bench = await startPublishedBench();
  await fetchInto(bench.cacheDir, hub, 'bizfinbench');
  await drawPublished(bench, [BIZFINBENCH]);
  const copies = await bench.store.list('datasets/');
  expect(copies.every((key) => /^datasets\/[0-9a-f]{64}\.jsonl$/.test(key))).toBe(true);
  expect(copies).toHaveLength(2);
});
