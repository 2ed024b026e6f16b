import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { zipArchive } from '../../../src/adapters/archive/zip-archive.ts';
import { FileServer } from '../../support/file-server.ts';
import {
  type Fetching,
  MARKET,
  ManifestCaches,
  manifestOf,
  serveManifest,
} from '../../support/remote-manifest.ts';

const sha256 = (bytes: string | Uint8Array) => createHash('sha256').update(bytes).digest('hex');

let caches: ManifestCaches;
beforeAll(async () => {
  caches = await ManifestCaches.create();
});
afterAll(() => caches[Symbol.asyncDispose]());

describe('an entry', () => {
  test.each<[string, object, string]>([
    ['of an id alone lies beside the manifest', { id: 'a' }, '/m/a/market_data.json'],
    ['of a scenario_id and a URL lies there', { scenario_id: 'a', url: 'x.json' }, '/m/x.json'],
    ['of a name and an artifact lies there', { name: 'a', artifact: '/top.json' }, '/top.json'],
    ['of an artifact object lies there', { id: 'a', artifact: { url: 'z.json' } }, '/m/z.json'],
  ])('%s', async (_, entry, path) => {
    await using server = await serveManifest(
      { scenarios: [entry, { url: 'nameless' }] },
      { [path]: MARKET },
    );
    const { names, text } = await caches.fetch(manifestOf(server));
    expect(names).toEqual(['a']);
    expect(await text('a', 'market_data.json')).toBe(MARKET);
    expect(server.requests.map((request) => request.path)).toEqual(['/m/manifest.json', path]);
  });

  test('is resolved against a base the manifest names', async () => {
    await using server = await FileServer.start({ '/b/a/market_data.json': MARKET });
    const manifest = { base_uri: `${server.url}/b`, data: [{ id: 'a' }] };
    server.files.set('/m/manifest.json', JSON.stringify(manifest));
    expect((await caches.fetch(manifestOf(server))).names).toEqual(['a']);
  });

  test('without metadata keeps the timeframe that its data name', async () => {
    await using server = await serveManifest(
      {
        scenarios: [
          { id: 'a', exchange: 'x' },
          { id: 'b', metadata: { timeframe: '1h' } },
        ],
      },
      { '/m/a/market_data.json': MARKET, '/m/b/market_data.json': MARKET },
    );
    const { text } = await caches.fetch(manifestOf(server));
    const [a, b] = [await text('a', 'metadata.json'), await text('b', 'metadata.json')];
    expect(JSON.parse(a)).toEqual({ timeframe: '5m', note: 1, name: 'a', exchange: 'x' });
    expect(JSON.parse(b)).toEqual({ timeframe: '1h', note: 1 });
  });
});

test('a manifest in a file names files beside it', async () => {
  const manifest = join(caches.root, 'manifest.json');
  await writeFile(join(caches.root, 'x.json'), MARKET);
  await writeFile(manifest, JSON.stringify({ scenarios: [{ id: 'a', url: 'x.json' }] }));
  const { text } = await caches.fetch(manifest, { token: 'secret' });
  expect(await text('a', 'market_data.json')).toBe(MARKET);
});

test('an archive gives the market data at its top', async () => {
  const archive = zipArchive([
    { name: 'readme.txt', text: 'x' },
    { name: 'market_data.json', text: MARKET },
  ]);
  await using server = await serveManifest(
    { scenarios: [{ id: 'a', url: 'a.zip', sha256: sha256(archive).toUpperCase() }] },
    { '/m/a.zip': archive },
  );
  const { text } = await caches.fetch(manifestOf(server));
  expect(await text('a', 'market_data.json')).toBe(MARKET);
});

describe('what is cached', () => {
  test.each<[string, Fetching, number]>([
    ['is used while it is young', { hours: 23 }, 0],
    ['is read again when it is old', { hours: 25 }, 2],
    ['is used for ever without a time to live', { hours: 9999, ttlHours: 0 }, 0],
    [
      'is read again when it is old, also without downloads',
      { hours: 25, downloadOnMissing: false },
      2,
    ],
  ])('%s', async (_, later, requests) => {
    await using server = await serveManifest(
      { scenarios: [{ id: 'a' }] },
      { '/m/a/market_data.json': MARKET },
    );
    const { cacheFolder } = await caches.fetch(manifestOf(server));
    server.requests.length = 0;
    const { names } = await caches.fetch(manifestOf(server), { cacheFolder, ...later });
    expect(names).toEqual(['a']);
    expect(server.requests).toHaveLength(requests);
  });

  test('is read again when the manifest promises other bytes', async () => {
    await using server = await serveManifest(
      { scenarios: [{ id: 'a' }] },
      { '/m/a/market_data.json': MARKET },
    );
    const { cacheFolder } = await caches.fetch(manifestOf(server));
    const other = MARKET.replace('"x":1', '"x":2');
    server.files.set('/m/a/market_data.json', other);
    server.files.set(
      '/m/next.json',
      JSON.stringify({ scenarios: [{ id: 'a', sha256: sha256(other) }] }),
    );
    const { text } = await caches.fetch(`${server.url}/m/next.json`, { cacheFolder });
    expect(await text('a', 'market_data.json')).toBe(other);
  });

  test('must be there when downloads are off', async () => {
    await using server = await serveManifest({ scenarios: [{ id: 'a' }] });
    await expect(caches.fetch(manifestOf(server), { downloadOnMissing: false })).rejects.toThrow(
      /scenario "a" is not in .*, and download_on_missing is off/,
    );
  });
});

describe('the token', () => {
  const seen = (server: FileServer) => server.requests.map(({ headers }) => headers.authorization);

  test('goes to the host of the manifest and to no other', async () => {
    await using other = await FileServer.start({ '/github/b.json': MARKET });
    const scenarios = [{ id: 'a' }, { id: 'b', url: `${other.url}/github/b.json` }];
    await using server = await serveManifest({ scenarios }, { '/m/a/market_data.json': MARKET });
    await caches.fetch(manifestOf(server), { token: 'pat' });
    expect(seen(server)).toEqual(['token pat', 'token pat']);
    expect(seen(other)).toEqual([undefined]);
  });

  test('does not follow a redirect to another host', async () => {
    await using other = await FileServer.start({ '/a.json': MARKET });
    await using server = await serveManifest(
      { scenarios: [{ id: 'a' }] },
      { '/m/a/market_data.json': `-> ${other.url}/a.json` },
    );
    const { text } = await caches.fetch(manifestOf(server), { token: 'pat' });
    expect(await text('a', 'market_data.json')).toBe(MARKET);
    expect(seen(other)).toEqual([undefined]);
  });
});
