import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { fetchDataset } from '../../src/adapters/datasets/hub/fetch-dataset.ts';
import { HubCatalogSchema, type HubDataset } from '../../src/contracts/hub-catalog.ts';
import { spreadsheet } from './documents.ts';
import { FakeHub } from './fake-hub.ts';
import { parquetOf } from './parquet-of.ts';
import { bizFinBenchRow, gdpvalRow, jsonLinesOf, prBenchRow } from './published-rows.ts';

export const COMMIT = 'c'.repeat(40);

/** Names and paths as our own catalogue has them. */
const CATALOG = HubCatalogSchema.parse({
  datasets: [
    {
      ...{ id: 'bizfinbench', repository: 'HiThink-Research/BizFinBench.v2', revision: 'main' },
      licence: 'CC-BY-NC-4.0',
      files: [
        { name: 'stock_price_predict_en', path: 'en/stock_price_predict_en.jsonl' },
        { name: 'stock_price_predict_cn', path: 'cn/stock_price_predict_cn.jsonl' },
      ],
    },
    {
      ...{ id: 'prbench', repository: 'ScaleAI/PRBench', revision: 'main', licence: 'CC-BY-4.0' },
      files: [
        { name: 'finance', path: 'data/finance-*.parquet' },
        { name: 'legal', path: 'data/legal-*.parquet' },
      ],
    },
    {
      ...{ id: 'gdpval', repository: 'openai/gdpval', revision: 'main', licence: 'unknown' },
      files: [{ name: 'tasks', path: 'data/train-*.parquet' }],
    },
  ],
}).datasets;

export const catalogOf = (id: string): HubDataset => {
  const dataset = CATALOG.find((each) => each.id === id);
  if (dataset === undefined) throw new Error(`no dataset ${id}`);
  return dataset;
};

const PRICES = ['12', '', '14', '15'].map((price, row) =>
  bizFinBenchRow(price === '' ? '' : `Price on day ${row}?`, price),
);

const GDPVAL_ROWS = [
  gdpvalRow('t-1'),
  gdpvalRow('t-2', { occupation: 'Financial Managers' }),
  gdpvalRow('t-3', { sector: 'Government', reference_files: [], reference_file_urls: [] }),
];

/** A hub that holds a little of each dataset. */
export async function startHub(): Promise<FakeHub> {
  const ledger = spreadsheet('Ledger', [['Cash', 120]]);
  return FakeHub.start({
    'HiThink-Research/BizFinBench.v2': {
      commit: COMMIT,
      files: {
        'en/stock_price_predict_en.jsonl': jsonLinesOf(PRICES),
        'cn/stock_price_predict_cn.jsonl': jsonLinesOf(PRICES.slice(2)),
      },
    },
    'ScaleAI/PRBench': {
      commit: COMMIT,
      files: {
        'data/finance-00000-of-00002.parquet': await parquetOf([
          prBenchRow('f0'),
          prBenchRow('f1'),
        ]),
        'data/finance-00001-of-00002.parquet': await parquetOf([
          prBenchRow('f2', { topic: 'Financial Analysis' }),
        ]),
        'data/legal-00000-of-00001.parquet': await parquetOf([
          prBenchRow('l0', { field: 'Legal' }),
        ]),
      },
    },
    'openai/gdpval': {
      commit: COMMIT,
      files: {
        'data/train-00000-of-00001.parquet': await parquetOf(GDPVAL_ROWS),
        'reference_files/t-1/ledger.xlsx': ledger,
        'reference_files/t-2/ledger.xlsx': ledger,
      },
    },
  });
}

export async function writeCatalog(configRoot: string): Promise<void> {
  await mkdir(configRoot, { recursive: true });
  await writeFile(join(configRoot, 'datasets.yaml'), stringify({ datasets: CATALOG }));
}

export const fetchInto = (
  cacheDir: string,
  hub: FakeHub,
  id: string,
  paths: readonly string[] = [],
) => {
  const dataset = catalogOf(id);
  const names = dataset.files.map(({ name }) => name);
  return fetchDataset(
    dataset,
    { names, paths },
    {
      ...{ cacheDir, env: { HF_ENDPOINT: hub.origin } },
      ...{ signal: AbortSignal.timeout(20_000), onProgress: () => {} },
    },
  );
};
