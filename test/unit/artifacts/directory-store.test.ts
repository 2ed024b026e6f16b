import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createDirectoryStore } from '../../../src/adapters/artifacts/directory-store.ts';
import { ensureStoreId } from '../../../src/adapters/artifacts/store-id.ts';
import { collect } from '../../support/collect.ts';
import { temporaryDir } from '../../support/small-servers.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const text = (stored: Uint8Array | undefined): string => new TextDecoder().decode(stored);

let folder: ReturnType<typeof temporaryDir>;
beforeEach(() => {
  folder = temporaryDir();
});
afterEach(() => folder.remove());

/** A store as another process would open it. */
const open = () => createDirectoryStore(folder.path);

describe('the first writer of a key', () => {
  test('wins against fifty at once, and all see its bytes', async () => {
    const results = await Promise.all(
      Array.from({ length: 50 }, (_, writer) =>
        open().putIfAbsent('a/b.json', bytes(`w${writer}`)),
      ),
    );
    const winners = results.flatMap(({ created }, writer) => (created ? [writer] : []));
    expect(winners).toHaveLength(1);
    expect(text(await open().get('a/b.json'))).toBe(`w${winners[0]}`);
    expect(new Set(results.map(({ ref }) => ref.sha256)).size).toBe(1);
    expect(await readdir(join(folder.path, '.tmp'))).toEqual([]);
  });

  test('wins for ever', async () => {
    await open().putIfAbsent('key', bytes('first'));
    const second = await open().putIfAbsent('key', bytes('the second, longer one'));
    expect(second).toMatchObject({ created: false, ref: { key: 'key', bytes: 5 } });
    expect(text(await open().get(second.ref))).toBe('first');
  });

  test('leaves no moment in which a reader sees half an object', async () => {
    const whole = 'x'.repeat(4_000_000);
    const store = open();
    const writing = store.putIfAbsent('large', bytes(whole));
    const sizes = new Set<number>();
    let done = false;
    const watching = (async () => {
      while (!done) sizes.add((await store.find('large'))?.byteLength ?? -1);
    })();
    await writing;
    done = true;
    await watching;
    sizes.delete(-1);
    sizes.add((await store.get('large')).byteLength);
    expect([...sizes]).toEqual([whole.length]);
  });
});

describe('reading', () => {
  test('a missing key names the key and the store', async () => {
    const missing = open().get('runs/none.json');
    await expect(missing).rejects.toMatchObject({ name: 'ArtifactError', retryable: false });
    await expect(missing).rejects.toThrow(
      `artifact "runs/none.json" is missing from ${folder.path}`,
    );
    expect(await open().find('runs/none.json')).toBeUndefined();
    expect(await open().has('runs/none.json')).toBe(false);
  });

  test('a changed object is refused by its reference', async () => {
    const { ref } = await open().putIfAbsent('key', bytes('graded'));
    await writeFile(join(folder.path, 'key'), 'edited');
    await expect(open().get(ref)).rejects.toThrow('"key"');
    await expect(open().get(ref)).rejects.toMatchObject({ name: 'ArtifactError' });
  });
});

describe('keys', () => {
  test.each([
    ...['../outside', 'a/../../outside', 'a/..', '/etc/passwd', './a', 'a/./b', 'a//b', ''],
    'a\0b',
  ])('%j is refused for reading, writing and listing', async (key) => {
    const { length } = await readdir(folder.path);
    for (const use of [
      () => open().putIfAbsent(key, bytes('x')),
      () => open().get(key),
      () => open().find(key),
      () => open().has(key),
      async () => open().list(key),
      async () => collect(open().walk(key)),
    ]) {
      await expect(use()).rejects.toMatchObject({ name: 'ArtifactError' });
    }
    expect(await readdir(folder.path)).toHaveLength(length);
  });

  test.each(['a/..b', 'a/b..', 'x/%2E%2E/y', 'Ünïcode/ключ.json', 'with space'])(
    '%j is fine',
    async (key) => {
      await open().putIfAbsent(key, bytes('x'));
      expect(await open().has(key)).toBe(true);
    },
  );
});

describe('listing', () => {
  test('is sorted and takes the folder exactly', async () => {
    const keys = ['runs/a/z', 'runs/a/b/c', 'runs/a/b-d', 'runs/ab/x', 'runs/a.json', 'run'];
    for (const key of keys) await open().putIfAbsent(key, bytes('x'));
    expect(await open().list('runs/a/')).toEqual(['runs/a/b-d', 'runs/a/b/c', 'runs/a/z']);
    expect(await open().list('runs/none/')).toEqual([]);
  });

  test('can be walked through some folders at a time, each of them whole', async () => {
    const keys = Array.from({ length: 70 }, (_, index) => `tasks/t${index + 10}/k0/outcome.json`);
    for (const key of [...keys, 'tasks/t10/k0/reply.json']) {
      await open().putIfAbsent(key, bytes('x'));
    }
    const walked = await collect(open().walk('tasks/'));
    expect(walked.map(({ length }) => length)).toEqual([33, 32, 6]);
    expect(walked[0]?.slice(0, 2)).toEqual([
      'tasks/t10/k0/outcome.json',
      'tasks/t10/k0/reply.json',
    ]);
    expect(await collect(open().walk('tasks/none/'))).toEqual([]);
  });

  test('shows nothing of drafts, those of crashed writers included', async () => {
    await mkdir(join(folder.path, '.tmp'));
    await writeFile(join(folder.path, '.tmp', 'left-behind'), 'half an obj');
    await open().putIfAbsent('runs/a', bytes('x'));
    expect(await open().list('runs/')).toEqual(['runs/a']);
    expect(await readFile(join(folder.path, '.tmp', 'left-behind'), 'utf8')).toBe('half an obj');
  });
});

test('folders removed under a running worker are made again', async () => {
  const store = open();
  await store.putIfAbsent('runs/a/x', bytes('x'));
  await rm(join(folder.path, 'runs'), { recursive: true });
  expect(await store.putIfAbsent('runs/a/x', bytes('again'))).toMatchObject({ created: true });
  await rm(join(folder.path, '.tmp'), { recursive: true });
  expect(await store.putIfAbsent('runs/a/y', bytes('y'))).toMatchObject({ created: true });
});

test('a store has one id, whoever asks first', async () => {
  const ids = await Promise.all(Array.from({ length: 10 }, () => ensureStoreId(open())));
  expect(new Set(ids).size).toBe(1);
  expect(ids[0]).toMatch(/^[0-9a-f-]{36}$/);
});
