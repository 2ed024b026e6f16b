import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  type FetchProgress,
  fetchDataset,
} from '../../../src/adapters/datasets/hub/fetch-dataset.ts';
import { hubFolder, readLock } from '../../../src/adapters/datasets/hub/hub-folder.ts';
import { verifyDataset } from '../../../src/adapters/datasets/hub/verify-dataset.ts';
import type { HubDataset } from '../../../src/contracts/hub-catalog.ts';
import { FakeHub, type FakeRepository } from '../../support/fake-hub.ts';
import { temporaryDir } from '../../support/small-servers.ts';

const COMMIT = 'a'.repeat(40);
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

const dataset: HubDataset = {
  ...{ id: 'tales', repository: 'owner/tales', revision: 'main', licence: 'CC0-1.0' },
  files: [
    { name: 'short', path: 'data/short-*.parquet' },
    { name: 'long', path: 'en/long one.jsonl' },
  ],
};
const repository = (changes: Partial<FakeRepository> = {}): FakeRepository => ({
  commit: COMMIT,
  files: {
    'README.md': 'about',
    'data/short-00000-of-00002.parquet': 'first',
    'data/short-00001-of-00002.parquet': 'second',
    'data/shorter-00000-of-00001.parquet': 'another',
    'en/long one.jsonl': 'the long one',
    'extra/#1 100%.txt': 'odd',
  },
  ...changes,
});

let dir: ReturnType<typeof temporaryDir>;
beforeEach(() => {
  dir = temporaryDir();
});
afterEach(() => dir.remove());

interface FetchChanges {
  readonly env?: Record<string, string>;
  readonly paths?: string[];
  readonly of?: HubDataset;
  readonly onProgress?: (progress: FetchProgress) => void;
}

const fetchFrom = (
  hub: FakeHub,
  names: readonly string[],
  { env = {}, onProgress = () => {}, ...more }: FetchChanges = {},
) =>
  fetchDataset(
    more.of ?? dataset,
    { names, ...(more.paths && { paths: more.paths }) },
    {
      cacheDir: dir.path,
      env: { HF_ENDPOINT: hub.origin, ...env },
      signal: AbortSignal.timeout(20_000),
      onProgress,
    },
  );
const contents = async (hub: FakeHub, name: string) => {
  const files = (await fetchFrom(hub, [name])).named(name) ?? [];
  return Promise.all(files.map(async ({ read }) => new TextDecoder().decode(await read())));
};

describe('a first fetch', () => {
  test('takes the files of a name in order, and nothing else', async () => {
    await using hub = await FakeHub.start({ 'owner/tales': repository() });
    const cached = await fetchFrom(hub, ['short']);
    expect(cached.named('short')?.map(({ path }) => path)).toEqual([
      'data/short-00000-of-00002.parquet',
      'data/short-00001-of-00002.parquet',
    ]);
    expect(cached.named('long')).toBeUndefined();
    expect(hub.downloads).toHaveLength(2);
    expect(await contents(hub, 'short')).toEqual(['first', 'second']);
  });

  test('locks a branch to its commit and every file to its bytes', async () => {
    const moving = repository();
    await using hub = await FakeHub.start({ 'owner/tales': moving });
    await fetchFrom(hub, ['short']);
    const lock = await readLock(hubFolder(dir.path, dataset));
    expect(lock).toMatchObject({
      ...{ revision: 'main', commit: COMMIT },
      files: { 'data/short-00000-of-00002.parquet': { sha256: sha256('first'), bytes: 5 } },
    });
    moving.commit = 'b'.repeat(40);
    // The locked commit is asked for, and this hub no longer has it.
    await expect(fetchFrom(hub, ['long'])).rejects.toThrow('the hub answered 404');
  });

  test('fetches names with spaces and signs', async () => {
    await using hub = await FakeHub.start({ 'owner/tales': repository() });
    const cached = await fetchFrom(hub, ['long'], { paths: ['extra/#1 100%.txt'] });
    const odd = await cached.at('extra/#1 100%.txt')?.read();
    expect(new TextDecoder().decode(odd)).toBe('odd');
    expect(await contents(hub, 'long')).toEqual(['the long one']);
  });

  test('takes a commit as it is written', async () => {
    await using hub = await FakeHub.start({ 'owner/tales': repository() });
    const pinned = { ...dataset, revision: COMMIT };
    expect((await fetchFrom(hub, ['long'], { of: pinned })).commit).toBe(COMMIT);
    expect(hub.seen.some(({ path }) => path.includes('/revision/'))).toBe(false);
  });

  test('checks pinned hashes', async () => {
    await using hub = await FakeHub.start({ 'owner/tales': repository() });
    const pinned = { name: 'long', path: 'en/long one.jsonl', sha256: sha256('another') };
    await expect(
      fetchFrom(hub, ['long'], { of: { ...dataset, files: [pinned] } }),
    ).rejects.toMatchObject({ name: 'DatasetIntegrityError' });
  });

  test.each(['../outside', 'data/../../outside', 'missing.txt'])(
    'does not take the path %s',
    async (path) => {
      await using hub = await FakeHub.start({
        'owner/tales': repository({ files: { '../outside': 'x', 'data/../../outside': 'x' } }),
      });
      await expect(fetchFrom(hub, [], { paths: [path] })).rejects.toThrow('has no file');
    },
  );
});

describe('a second fetch', () => {
  test('asks the hub for nothing', async () => {
    await using hub = await FakeHub.start({ 'owner/tales': repository() });
    await fetchFrom(hub, ['short']);
    const before = hub.seen.length;
    await fetchFrom(hub, ['short'], { env: { DURABENCH_OFFLINE: '1' } });
    expect(hub.seen).toHaveLength(before);
  });

  test('gets again what was removed, and only that, and refuses other bytes', async () => {
    const files: Record<string, string> = { ...(repository().files as Record<string, string>) };
    await using hub = await FakeHub.start({ 'owner/tales': repository({ files }) });
    await fetchFrom(hub, ['long']);
    const path = hubFolder(dir.path, dataset).fileOf(COMMIT, 'en/long one.jsonl');
    rmSync(path);
    expect(await contents(hub, 'long')).toEqual(['the long one']);
    rmSync(path);
    files['en/long one.jsonl'] = 'a changed one';
    await expect(fetchFrom(hub, ['long'])).rejects.toMatchObject({
      name: 'DatasetIntegrityError',
    });
  });

  test('goes on where a download broke off', async () => {
    await using hub = await FakeHub.start({ 'owner/tales': repository() });
    const kept = Promise.withResolvers<void>();
    // An earlier end could overtake the bytes on their way to the file.
    hub.breakOff = { afterBytes: 4, when: kept.promise };
    const onProgress = ({ bytes }: FetchProgress) => bytes === 4 && kept.resolve();
    await expect(fetchFrom(hub, ['long'], { onProgress })).rejects.toMatchObject({
      ...{ name: 'DeploymentError', retryable: true },
      message: expect.stringContaining('broke off at 4 of 12 bytes'),
    });
    expect(await contents(hub, 'long')).toEqual(['the long one']);
    expect(hub.downloads.at(-1)?.range).toBe('bytes=4-11');
  });

  test('of two at once downloads every file once', async () => {
    await using hub = await FakeHub.start({ 'owner/tales': repository() });
    await Promise.all([fetchFrom(hub, ['short']), fetchFrom(hub, ['short'])]);
    expect(hub.downloads).toHaveLength(2);
  });
});

describe('the token', () => {
  const gated = { 'owner/tales': repository({ gated: true }) };

  test('opens a gated repository, and is not sent to its storage', async () => {
    await using storage = await FakeHub.start({ 'owner/tales': repository() });
    await using hub = await FakeHub.start(gated);
    hub.storage = storage.origin.replace('127.0.0.1', 'localhost');
    await fetchFrom(hub, ['long'], { env: { HF_TOKEN: 'hf_sesame' } });
    expect(new Set(hub.seen.map(({ authorization }) => authorization))).toEqual(
      new Set(['Bearer hf_sesame']),
    );
    expect(storage.seen.length).toBeGreaterThan(0);
    expect(storage.seen.every(({ authorization }) => authorization === undefined)).toBe(true);
  });

  test('is asked for where it is missing', async () => {
    await using hub = await FakeHub.start(gated);
    await expect(fetchFrom(hub, ['long'])).rejects.toMatchObject({
      name: 'ConfigurationError',
      message: expect.stringMatching(/accept the dataset's terms.*HF_TOKEN/),
    });
  });

  test('of another kind is refused without being shown', async () => {
    await using hub = await FakeHub.start(gated);
    const refused = fetchFrom(hub, ['long'], { env: { HF_TOKEN: 'sesame' } });
    await expect(refused).rejects.toThrow(/^HF_TOKEN is no token of the hub(?!.*sesame)/);
    expect(hub.seen).toEqual([]);
  });
});

describe('without the hub', () => {
  test.each(['DURABENCH_OFFLINE', 'HF_HUB_OFFLINE'])('%s refuses to download', async (name) => {
    await using hub = await FakeHub.start({ 'owner/tales': repository() });
    await expect(fetchFrom(hub, ['long'], { env: { [name]: '1' } })).rejects.toThrow(
      `${name} is set`,
    );
    expect(hub.seen).toEqual([]);
  });

  test('the user is told what to set', async () => {
    const env = { HF_ENDPOINT: 'http://127.0.0.1:9' };
    await using hub = await FakeHub.start({});
    await expect(fetchFrom(hub, ['long'], { env })).rejects.toMatchObject({
      name: 'ConfigurationError',
      message: expect.stringMatching(/cannot be reached.*HF_ENDPOINT.*local_path/),
    });
  });

  test('a pattern that fits nothing names what there is', async () => {
    await using hub = await FakeHub.start({
      'owner/tales': repository({ files: { 'data/other.parquet': 'x' } }),
    });
    await expect(fetchFrom(hub, ['short'])).rejects.toThrow(
      /no file data\/short-\*\.parquet.*holds data\/other\.parquet/,
    );
  });
});

describe('a check of what was fetched', () => {
  test('finds nothing before the first fetch, and everything in order after it', async () => {
    await using hub = await FakeHub.start({ 'owner/tales': repository() });
    expect(await verifyDataset(dataset, dir.path)).toMatchObject({ commit: undefined, files: 0 });
    await fetchFrom(hub, ['short', 'long']);
    expect(await verifyDataset(dataset, dir.path)).toEqual({
      ...{ commit: COMMIT, files: 3, bytes: 23, problems: [] },
    });
  });

  test('names changed and missing files; a run does not read them', async () => {
    await using hub = await FakeHub.start({ 'owner/tales': repository() });
    const cached = await fetchFrom(hub, ['short', 'long']);
    const folder = hubFolder(dir.path, dataset);
    writeFileSync(folder.fileOf(COMMIT, 'en/long one.jsonl'), 'the lomg one');
    rmSync(folder.fileOf(COMMIT, 'data/short-00001-of-00002.parquet'));
    const { problems } = await verifyDataset(dataset, dir.path);
    expect(problems).toHaveLength(2);
    expect(problems.join()).toMatch(
      /short-00001-of-00002\.parquet is gone.*long one\.jsonl has changed/,
    );
    await expect(cached.at('en/long one.jsonl')?.read()).rejects.toMatchObject({
      name: 'DatasetIntegrityError',
    });
  });

  test('refuses a damaged lock', async () => {
    await using hub = await FakeHub.start({ 'owner/tales': repository() });
    await fetchFrom(hub, ['long']);
    const { lockFile } = hubFolder(dir.path, dataset);
    writeFileSync(lockFile, readFileSync(lockFile, 'utf8').slice(1));
    await expect(fetchFrom(hub, ['long'])).rejects.toThrow('is damaged');
    expect(readdirSync(join(dir.path, 'datasets'))).toEqual(['owner--tales']);
  });
});
