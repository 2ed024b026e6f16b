import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { hubFolder } from '../../../src/adapters/datasets/hub/hub-folder.ts';
import { fetchDatasetCommand } from '../../../src/cli/commands/dataset-fetch.ts';
import { listDatasetsCommand } from '../../../src/cli/commands/dataset-list.ts';
import { verifyDatasetCommand } from '../../../src/cli/commands/dataset-verify.ts';
import { FetchDisplay } from '../../../src/cli/dataset/fetch-display.ts';
import { commandContext } from '../../support/command-context.ts';
import type { FakeHub } from '../../support/fake-hub.ts';
import { COMMIT, catalogOf, startHub, writeCatalog } from '../../support/published-datasets.ts';
import { temporaryDir } from '../../support/small-servers.ts';

let hub: FakeHub;
let endpointBefore: string | undefined;
beforeAll(async () => {
  hub = await startHub();
  endpointBefore = process.env.HF_ENDPOINT;
  process.env.HF_ENDPOINT = hub.origin;
});
afterAll(async () => {
  if (endpointBefore === undefined) delete process.env.HF_ENDPOINT;
  else process.env.HF_ENDPOINT = endpointBefore;
  await hub[Symbol.asyncDispose]();
});

let dir: ReturnType<typeof temporaryDir>;
beforeEach(() => {
  dir = temporaryDir();
});
afterEach(() => dir.remove());

async function context({ json = false } = {}) {
  const cacheDir = join(dir.path, 'cache');
  const base = commandContext('127.0.0.1:1', dir.path, { DURABENCH_CACHE_DIR: cacheDir });
  const configRoot = join(dir.path, 'config');
  await writeCatalog(configRoot);
  return { ...base, json, settings: { ...base.settings, configRoot } };
}

describe('fetch', () => {
  test('shows the licence first, then every file, then what is there', async () => {
    const world = await context();
    expect(await fetchDatasetCommand(['prbench'], {}, world)).toBe(0);
    const [licence, ...files] = world.written.stderr.trim().split('\n');
    expect(licence).toBe('ScaleAI/PRBench: licence CC-BY-4.0');
    expect(files.map((line) => line.split('  ')[0])).toEqual([
      '[1/3] data/finance-00000-of-00002.parquet',
      '[2/3] data/finance-00001-of-00002.parquet',
      '[3/3] data/legal-00000-of-00001.parquet',
    ]);
    expect(world.written.stdout).toBe(
      `prbench: 3 files of ScaleAI/PRBench@${COMMIT} are in the cache\n`,
    );
  });

  test('takes some tables', async () => {
    const world = await context({ json: true });
    await fetchDatasetCommand(['prbench'], { only: ['legal'] }, world);
    expect(JSON.parse(world.written.stdout)).toMatchObject({ files: 1, commit: COMMIT });
  });

  test.each([
    [{}, 3],
    [{ tables: true }, 1],
    [{ only: ['t-1'] }, 2],
    [{ only: ['Financial Managers'] }, 2],
    [{ only: ['Government'] }, 1],
  ])('of GDPval with %j takes %d files', async (options, files) => {
    const world = await context({ json: true });
    await fetchDatasetCommand(['gdpval'], options, world);
    expect(JSON.parse(world.written.stdout)).toMatchObject({ files });
  });

  test.each([
    ['prbench', { only: ['finanse'] }, /prbench has no "finanse" \(did you mean "finance"\?\)/],
    ['prbench', { tables: true }, /--tables: prbench has nothing but tables/],
    ['gdpval', { only: ['t-9'] }, /no task has the id, occupation or sector "t-9"/],
    ['prbnch', {}, /no dataset "prbnch" to fetch \(did you mean "prbench"\?\)/],
  ])('%s with %j is refused', async (id, options, message) => {
    await expect(fetchDatasetCommand([id], options, await context())).rejects.toThrow(message);
  });
});

describe('list', () => {
  test('names licences, and what of each dataset is there', async () => {
    const world = await context();
    await fetchDatasetCommand(['prbench'], { only: ['legal'] }, world);
    const listed = await context();
    await listDatasetsCommand([], {}, listed);
    const lines = listed.written.stdout.trim().split('\n');
    expect(lines[0]).toMatch(/^dataset +repository +revision +in the cache +licence$/);
    expect(lines[1]).toMatch(/^bizfinbench .* main +0\/2 tables, 0\.0 MB +CC-BY-NC-4\.0$/);
    expect(lines[2]).toMatch(/^prbench .* cccccccccccc +1\/2 tables, .* MB +CC-BY-4\.0$/);
  });
});

describe('verify', () => {
  test('passes what is as fetched, and fails with the file that is not', async () => {
    const world = await context();
    await fetchDatasetCommand(['bizfinbench'], {}, world);
    const good = await context();
    expect(await verifyDatasetCommand([], {}, good)).toBe(0);
    expect(good.written.stdout).toMatch(
      /bizfinbench: 2 files.*all as fetched\nprbench: not fetched/,
    );
    const folder = hubFolder(world.settings.cacheDir, catalogOf('bizfinbench'));
    rmSync(folder.fileOf(COMMIT, 'en/stock_price_predict_en.jsonl'));
    const bad = await context();
    expect(await verifyDatasetCommand(['bizfinbench'], {}, bad)).toBe(1);
    expect(bad.written.stdout).toMatch(
      /1 not as fetched\n {2}en\/stock_price_predict_en\.jsonl is gone/,
    );
    expect(bad.written.stdout).toContain('durabench dataset fetch bizfinbench');
  });
});

test('a terminal shows one line that changes, no more often than eyes see', () => {
  let written = '';
  let now = 0;
  const stream = { isTTY: true, columns: 60, write: (text: string) => (written += text) };
  const display = new FetchDisplay(stream, () => now);
  const at = (bytes: number) =>
    display.show({ path: 'a.parquet', bytes, ofBytes: 10_000_000, file: 1, ofFiles: 2 });
  for (const bytes of [1_000_000, 2_000_000, 3_000_000]) at(bytes);
  now = 250;
  at(4_000_000);
  at(10_000_000);
  expect(written.split('\r\u001b[K').slice(1)).toEqual([
    '[1/2] a.parquet  1.0 of 10.0 MB',
    '[1/2] a.parquet  4.0 of 10.0 MB',
    '[1/2] a.parquet  10.0 of 10.0 MB\n',
  ]);
});
