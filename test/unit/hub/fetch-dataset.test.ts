import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { FetchProgress } from '../../../src/adapters/datasets/hub/fetch-dataset.ts';
import { hubFolder, readLock } from '../../../src/adapters/datasets/hub/hub-folder.ts';
import { FakeHub } from '../../support/fake-hub.ts';
import { temporaryDir } from '../../support/small-servers.ts';
import { fetchTales, TALES, TALES_COMMIT, talesRepository } from '../../support/tales.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

let dir: ReturnType<typeof temporaryDir>;
beforeEach(() => {
  dir = temporaryDir();
});
afterEach(() => dir.remove());

const contents = async (hub: FakeHub, name: string) => {
  const files = (await fetchTales(dir.path, hub, [name])).named(name) ?? [];
  return Promise.all(files.map(async ({ read }) => new TextDecoder().decode(await read())));
};

describe('a first fetch', () => {
  test('takes the files of a name in order, and nothing else', async () => {
    await using hub = await FakeHub.start({ 'owner/tales': talesRepository() });
    const cached = await fetchTales(dir.path, hub, ['short']);
    expect(cached.named('short')?.map(({ path }) => path)).toEqual([
      'data/short-00000-of-00002.parquet',
      'data/short-00001-of-00002.parquet',
    ]);
    expect(cached.named('long')).toBeUndefined();
    expect(hub.downloads).toHaveLength(2);
    expect(await contents(hub, 'short')).toEqual(['first', 'second']);
  });

  test('locks a branch to its commit and every file to its bytes', async () => {
    const moving = talesRepository();
    await using hub = await FakeHub.start({ 'owner/tales': moving });
    await fetchTales(dir.path, hub, ['short']);
    const lock = await readLock(hubFolder(dir.path, TALES));
    expect(lock).toMatchObject({
      ...{ revision: 'main', commit: TALES_COMMIT },
      files: { 'data/short-00000-of-00002.parquet': { sha256: sha256('first'), bytes: 5 } },
    });
    moving.commit = 'b'.repeat(40);
    // The locked commit is asked for, and this hub no longer has it.
    await expect(fetchTales(dir.path, hub, ['long'])).rejects.toThrow('the hub answered 404');
  });

  test('fetches names with spaces and signs', async () => {
    await using hub = await FakeHub.start({ 'owner/tales': talesRepository() });
    const cached = await fetchTales(dir.path, hub, ['long'], { paths: ['extra/#1 100%.txt'] });
    const odd = await cached.at('extra/#1 100%.txt')?.read();
    expect(new TextDecoder().decode(odd)).toBe('odd');
    expect(await contents(hub, 'long')).toEqual(['the long one']);
  });

  test('takes a commit as it is written', async () => {
    await using hub = await FakeHub.start({ 'owner/tales': talesRepository() });
    const pinned = { ...TALES, revision: TALES_COMMIT };
    expect((await fetchTales(dir.path, hub, ['long'], { of: pinned })).commit).toBe(TALES_COMMIT);
    expect(hub.seen.some(({ path }) => path.includes('/revision/'))).toBe(false);
  });

  test('checks pinned hashes', async () => {
    await using hub = await FakeHub.start({ 'owner/tales': talesRepository() });
    const pinned = { name: 'long', path: 'en/long one.jsonl', sha256: sha256('another') };
    await expect(
      fetchTales(dir.path, hub, ['long'], { of: { ...TALES, files: [pinned] } }),
    ).rejects.toMatchObject({ name: 'DatasetIntegrityError' });
  });

  test.each(['../outside', 'data/../../outside', 'missing.txt'])(
    'does not take the path %s',
    async (path) => {
      await using hub = await FakeHub.start({
        'owner/tales': talesRepository({ files: { '../outside': 'x', 'data/../../outside': 'x' } }),
      });
      await expect(fetchTales(dir.path, hub, [], { paths: [path] })).rejects.toThrow('has no file');
    },
  );
});

describe('a second fetch', () => {
  test('asks the hub for nothing', async () => {
    await using hub = await FakeHub.start({ 'owner/tales': talesRepository() });
    await fetchTales(dir.path, hub, ['short']);
    const before = hub.seen.length;
    await fetchTales(dir.path, hub, ['short'], { env: { DURABENCH_OFFLINE: '1' } });
    expect(hub.seen).toHaveLength(before);
  });

  test('gets again what was removed, and only that, and refuses other bytes', async () => {
    const files: Record<string, string> = {
      ...(talesRepository().files as Record<string, string>),
    };
    await using hub = await FakeHub.start({ 'owner/tales': talesRepository({ files }) });
    await fetchTales(dir.path, hub, ['long']);
    const path = hubFolder(dir.path, TALES).fileOf(TALES_COMMIT, 'en/long one.jsonl');
    rmSync(path);
    expect(await contents(hub, 'long')).toEqual(['the long one']);
    rmSync(path);
    files['en/long one.jsonl'] = 'a changed one';
    await expect(fetchTales(dir.path, hub, ['long'])).rejects.toMatchObject({
      name: 'DatasetIntegrityError',
    });
  });

  test('goes on where a download broke off', async () => {
    await using hub = await FakeHub.start({ 'owner/tales': talesRepository() });
    const kept = Promise.withResolvers<void>();
    // An earlier end could overtake the bytes on their way to the file.
    hub.breakOff = { afterBytes: 4, when: kept.promise };
    const onProgress = ({ bytes }: FetchProgress) => bytes === 4 && kept.resolve();
    await expect(fetchTales(dir.path, hub, ['long'], { onProgress })).rejects.toMatchObject({
      ...{ name: 'DeploymentError', retryable: true },
      message: expect.stringContaining('broke off at 4 of 12 bytes'),
    });
    expect(await contents(hub, 'long')).toEqual(['the long one']);
    expect(hub.downloads.at(-1)?.range).toBe('bytes=4-11');
  });

  test('of two at once downloads every file once', async () => {
    await using hub = await FakeHub.start({ 'owner/tales': talesRepository() });
    await Promise.all([fetchTales(dir.path, hub, ['short']), fetchTales(dir.path, hub, ['short'])]);
    expect(hub.downloads).toHaveLength(2);
  });
});
