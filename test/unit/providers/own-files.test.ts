import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  bizFinBenchRow,
  gdpvalRow,
  jsonLinesOf,
  prBenchRow,
} from '../../support/published-rows.ts';
import {
  BIZFINBENCH,
  drawPublished,
  GDPVAL,
  idsOf,
  PRBENCH,
  startPublishedBench,
} from '../../support/published-suite.ts';

describe('files of one’s own', () => {
  test('lie as the repository has them, or beside each other', async () => {
    await using bench = await startPublishedBench();
    const root = join(bench.experimentsRoot, 'own');
    await mkdir(join(root, 'cn'), { recursive: true });
    await bench.write(root, 'stock_price_predict_en.json', [bizFinBenchRow('Q?', '1')]);
    const rows = jsonLinesOf([bizFinBenchRow('问?', '2')]);
    await bench.write(join(root, 'cn'), 'stock_price_predict_cn.jsonl', rows);
    await bench.write(root, 'finance-00000-of-00002.jsonl', jsonLinesOf([prBenchRow('f0')]));
    await bench.write(root, 'finance-00001-of-00002.jsonl', jsonLinesOf([prBenchRow('f1')]));
    const found = await drawPublished(bench, [
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
    await using bench = await startPublishedBench();
    await mkdir(join(bench.experimentsRoot, 'own'));
    const row = gdpvalRow('t', { reference_files: ['notes.txt'], reference_file_urls: [] });
    await bench.write(join(bench.experimentsRoot, 'own'), 'work.jsonl', jsonLinesOf([row]));
    const dataset = { ...GDPVAL, local_path: 'own/work.jsonl' };
    await expect(drawPublished(bench, [dataset])).rejects.toThrow(
      /notes\.txt\) is not on this machine: put them where the rows say/,
    );
    await bench.write(join(bench.experimentsRoot, 'own'), 'notes.txt', 'Cash is 120.');
    const { tasks } = await drawPublished(bench, [dataset]);
    expect(tasks[0]?.question).toContain('=== notes.txt (Text file) ===\nCash is 120.');
  });

  test('that are not there are named', async () => {
    await using bench = await startPublishedBench();
    await mkdir(join(bench.experimentsRoot, 'own'));
    await expect(drawPublished(bench, [{ ...PRBENCH, local_path: 'own' }])).rejects.toThrow(
      'local_path own holds no finance.jsonl or finance.json or finance.parquet or finance.csv',
    );
  });

  test('hold public questions in a table', async () => {
    await using bench = await startPublishedBench();
    const table =
      'Question,Question Type,Answer,Rubric\n"What, then?",Numeric,12,\nWhy?,Other,"a\nb",\n';
    await bench.write(bench.experimentsRoot, 'public.csv', table);
    const found = await drawPublished(bench, [
      { type: 'public_csv', path: 'public.csv', limit: 2 },
    ]);
    expect(found.tasks.map(({ id, question, gold }) => [id, question, gold.formatted])).toEqual([
      ['csv_finance_0', 'What, then?', '12'],
      ['csv_finance_1', 'Why?', 'a\nb'],
    ]);
  });
});

test.each(['compat', 'both'] as const)('public CSV is refused in profile %s', async (profile) => {
  await using bench = await startPublishedBench();
  const dataset = { type: 'public_csv', path: 'public.csv' };
  await expect(drawPublished(bench, [dataset], { profile })).rejects.toThrow(
    'the original has retired it',
  );
});
