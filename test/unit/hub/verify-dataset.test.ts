import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { hubFolder } from '../../../src/adapters/datasets/hub/hub-folder.ts';
import { verifyDataset } from '../../../src/adapters/datasets/hub/verify-dataset.ts';
import { FakeHub } from '../../support/fake-hub.ts';
import { temporaryDir } from '../../support/small-servers.ts';
import { fetchTales, TALES, TALES_COMMIT, talesRepository } from '../../support/tales.ts';

let dir: ReturnType<typeof temporaryDir>;
beforeEach(() => {
  dir = temporaryDir();
});
afterEach(() => dir.remove());

describe('a check of what was fetched', () => {
  test('finds nothing before the first fetch, and everything in order after it', async () => {
    await using hub = await FakeHub.start({ 'owner/tales': talesRepository() });
    expect(await verifyDataset(TALES, dir.path)).toMatchObject({ commit: undefined, files: 0 });
    await fetchTales(dir.path, hub, ['short', 'long']);
    expect(await verifyDataset(TALES, dir.path)).toEqual({
      ...{ commit: TALES_COMMIT, files: 3, bytes: 23, problems: [] },
    });
  });

  test('names changed and missing files; a run does not read them', async () => {
    await using hub = await FakeHub.start({ 'owner/tales': talesRepository() });
    const cached = await fetchTales(dir.path, hub, ['short', 'long']);
    const folder = hubFolder(dir.path, TALES);
    writeFileSync(folder.fileOf(TALES_COMMIT, 'en/long one.jsonl'), 'the lomg one');
    rmSync(folder.fileOf(TALES_COMMIT, 'data/short-00001-of-00002.parquet'));
    const { problems } = await verifyDataset(TALES, dir.path);
    expect(problems).toHaveLength(2);
    expect(problems.join()).toMatch(
      /short-00001-of-00002\.parquet is gone.*long one\.jsonl has changed/,
    );
    await expect(cached.at('en/long one.jsonl')?.read()).rejects.toMatchObject({
      name: 'DatasetIntegrityError',
    });
  });

  test('refuses a damaged lock', async () => {
    await using hub = await FakeHub.start({ 'owner/tales': talesRepository() });
    await fetchTales(dir.path, hub, ['long']);
    const { lockFile } = hubFolder(dir.path, TALES);
    writeFileSync(lockFile, readFileSync(lockFile, 'utf8').slice(1));
    await expect(fetchTales(dir.path, hub, ['long'])).rejects.toThrow('is damaged');
    expect(readdirSync(join(dir.path, 'datasets'))).toEqual(['owner--tales']);
  });
});
