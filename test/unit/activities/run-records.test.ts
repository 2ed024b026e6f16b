import { afterEach, beforeEach, expect, test } from 'vitest';
import { RunRecords } from '../../../activities/run-records.ts';
import type { ArtifactStore } from '../../../src/adapters/artifacts/artifact-store.ts';
import { createDirectoryStore } from '../../../src/adapters/artifacts/directory-store.ts';
import { putJson } from '../../../src/adapters/artifacts/json-artifacts.ts';
import type { ArtifactRef } from '../../../src/contracts/records.ts';
import { aConfigRun } from '../../support/config-records.ts';
import { temporaryDir } from '../../support/small-servers.ts';

let folder: ReturnType<typeof temporaryDir>;
let reads: string[];
let store: ArtifactStore;
beforeEach(() => {
  folder = temporaryDir();
  reads = [];
  const disk = createDirectoryStore(folder.path);
  const get: ArtifactStore['get'] = (key) => {
    reads.push(typeof key === 'string' ? key : key.key);
    return disk.get(key);
  };
  store = { ...disk, get };
});
afterEach(() => folder.remove());

/** Reads the record of a config of this size, which is stored under its id. */
async function reader(megabytes: number, ...ids: string[]) {
  const records = new RunRecords(store);
  const refs = new Map<string, ArtifactRef>();
  for (const id of ids) {
    const config = aConfigRun({ configId: id, notes: '.'.repeat(megabytes * 1_000_000) });
    refs.set(id, (await putJson(store, id, config)).ref);
  }
  const scope = { suite: 's', runKey: 'k', root: 'runs/s/k', round: 0, generation: 0 };
  return (id: string) => {
    const config = refs.get(id);
    if (config === undefined) throw new Error(`${id} was not stored`);
    return records.configRun({ scope, config });
  };
}

test('a record is read once, also by those who ask while it is read', async () => {
  const read = await reader(1, 'a');
  await Promise.all([read('a'), read('a')]);
  await read('a');
  expect(reads).toEqual(['a']);
});

test('records kept in memory are bounded by their bytes; the one longest out of use goes first', async () => {
  const read = await reader(5, 'a', 'b', 'c');
  for (const id of ['a', 'b', 'a', 'c']) await read(id);
  expect(reads).toEqual(['a', 'b', 'c']);
  for (const id of ['a', 'c', 'b']) await read(id);
  expect(reads).toEqual(['a', 'b', 'c', 'b']);
});

test('a record that could not be read is tried again', async () => {
  const read = await reader(0, 'a');
  const { get } = store;
  store.get = async () => Promise.reject(new Error('the disk is away'));
  await expect(read('a')).rejects.toThrow('the disk is away');
  store.get = get;
  expect(await read('a')).toMatchObject({ configId: 'a' });
});
