import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { zipArchive } from '../../../src/adapters/archive/zip-archive.ts';
import {
  fetchScenarios,
  type ManifestRequest,
} from '../../../src/adapters/datasets/manifest/fetch-scenarios.ts';
import { FileServer } from '../../support/file-server.ts';

const HOUR = 3_600_000;
const MARKET = JSON.stringify({
  metadata: { timeframe: '5m', note: 1 },
  market_states: [{ x: 1 }],
});
const sha256 = (bytes: string | Uint8Array) => createHash('sha256').update(bytes).digest('hex');

let root: string;
let caches = 0;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'durabench-manifest-'));
});
afterAll(() => rm(root, { recursive: true }));

interface Fetching extends Partial<ManifestRequest> {
  readonly token?: string;
  readonly hours?: number;
}

/** Fetches into a cache of its own, unless one is given. */
async function fetching(manifest: string, { token, hours = 0, ...more }: Fetching = {}) {
  caches += 1;
  const cacheFolder = more.cacheFolder ?? join(root, `cache-${caches}`);
  const request = { ttlHours: 24, downloadOnMissing: true, named: undefined, ...more, manifest };
  const now = () => Date.UTC(2027, 0, 1) + hours * HOUR;
  const ports = { readFile: (path: string) => readFile(path), token, now };
  const names = await fetchScenarios({ ...request, cacheFolder }, ports);
  const text = (name: string, file: string) => readFile(join(cacheFolder, name, file), 'utf8');
  return { names, cacheFolder, text };
}

const serve = (manifest: object, files: Readonly<Record<string, string | Uint8Array>> = {}) =>
  FileServer.start({ '/m/manifest.json': JSON.stringify(manifest), ...files });

const manifestOf = (server: FileServer) => `${server.url}/m/manifest.json`;

describe('an entry', () => {
  test.each<[string, object, string]>([
    ['of an id alone lies beside the manifest', { id: 'a' }, '/m/a/market_data.json'],
    ['of a scenario_id and a URL lies there', { scenario_id: 'a', url: 'x.json' }, '/m/x.json'],
    ['of a name and an artifact lies there', { name: 'a', artifact: '/top.json' }, '/top.json'],
    ['of an artifact object lies there', { id: 'a', artifact: { url: 'z.json' } }, '/m/z.json'],
  ])('%s', async (_, entry, path) => {
    await using server = await serve(
      { scenarios: [entry, { url: 'nameless' }] },
      { [path]: MARKET },
    );
    const { names, text } = await fetching(manifestOf(server));
    expect(names).toEqual(['a']);
    expect(await text('a', 'market_data.json')).toBe(MARKET);
    expect(server.requests.map((request) => request.path)).toEqual(['/m/manifest.json', path]);
  });

  test('is resolved against a base the manifest names', async () => {
    await using server = await FileServer.start({ '/b/a/market_data.json': MARKET });
    const manifest = { base_uri: `${server.url}/b`, data: [{ id: 'a' }] };
    server.files.set('/m/manifest.json', JSON.stringify(manifest));
    expect((await fetching(manifestOf(server))).names).toEqual(['a']);
  });

  test('without metadata keeps the timeframe that its data name', async () => {
    await using server = await serve(
      {
        scenarios: [
          { id: 'a', exchange: 'x' },
          { id: 'b', metadata: { timeframe: '1h' } },
        ],
      },
      { '/m/a/market_data.json': MARKET, '/m/b/market_data.json': MARKET },
    );
    const { text } = await fetching(manifestOf(server));
    const [a, b] = [await text('a', 'metadata.json'), await text('b', 'metadata.json')];
    expect(JSON.parse(a)).toEqual({ timeframe: '5m', note: 1, name: 'a', exchange: 'x' });
    expect(JSON.parse(b)).toEqual({ timeframe: '1h', note: 1 });
  });
});

test('a manifest in a file names files beside it', async () => {
  const manifest = join(root, 'manifest.json');
  await writeFile(join(root, 'x.json'), MARKET);
  await writeFile(manifest, JSON.stringify({ scenarios: [{ id: 'a', url: 'x.json' }] }));
  const { text } = await fetching(manifest, { token: 'secret' });
  expect(await text('a', 'market_data.json')).toBe(MARKET);
});

test('an archive gives the market data at its top', async () => {
  const archive = zipArchive([
    { name: 'readme.txt', text: 'x' },
    { name: 'market_data.json', text: MARKET },
  ]);
  await using server = await serve(
    { scenarios: [{ id: 'a', url: 'a.zip', sha256: sha256(archive).toUpperCase() }] },
    { '/m/a.zip': archive },
  );
  const { text } = await fetching(manifestOf(server));
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
    await using server = await serve(
      { scenarios: [{ id: 'a' }] },
      { '/m/a/market_data.json': MARKET },
    );
    const { cacheFolder } = await fetching(manifestOf(server));
    server.requests.length = 0;
    const { names } = await fetching(manifestOf(server), { cacheFolder, ...later });
    expect(names).toEqual(['a']);
    expect(server.requests).toHaveLength(requests);
  });

  test('is read again when the manifest promises other bytes', async () => {
    await using server = await serve(
      { scenarios: [{ id: 'a' }] },
      { '/m/a/market_data.json': MARKET },
    );
    const { cacheFolder } = await fetching(manifestOf(server));
    const other = MARKET.replace('"x":1', '"x":2');
    server.files.set('/m/a/market_data.json', other);
    server.files.set(
      '/m/next.json',
      JSON.stringify({ scenarios: [{ id: 'a', sha256: sha256(other) }] }),
    );
    const { text } = await fetching(`${server.url}/m/next.json`, { cacheFolder });
    expect(await text('a', 'market_data.json')).toBe(other);
  });

  test('must be there when downloads are off', async () => {
    await using server = await serve({ scenarios: [{ id: 'a' }] });
    await expect(fetching(manifestOf(server), { downloadOnMissing: false })).rejects.toThrow(
      /scenario "a" is not in .*, and download_on_missing is off/,
    );
  });
});

describe('the token', () => {
  const seen = (server: FileServer) => server.requests.map(({ headers }) => headers.authorization);

  test('goes to the host of the manifest and to no other', async () => {
    await using other = await FileServer.start({ '/github/b.json': MARKET });
    const scenarios = [{ id: 'a' }, { id: 'b', url: `${other.url}/github/b.json` }];
    await using server = await serve({ scenarios }, { '/m/a/market_data.json': MARKET });
    await fetching(manifestOf(server), { token: 'pat' });
    expect(seen(server)).toEqual(['token pat', 'token pat']);
    expect(seen(other)).toEqual([undefined]);
  });

  test('does not follow a redirect to another host', async () => {
    await using other = await FileServer.start({ '/a.json': MARKET });
    await using server = await serve(
      { scenarios: [{ id: 'a' }] },
      { '/m/a/market_data.json': `-> ${other.url}/a.json` },
    );
    const { text } = await fetching(manifestOf(server), { token: 'pat' });
    expect(await text('a', 'market_data.json')).toBe(MARKET);
    expect(seen(other)).toEqual([undefined]);
  });
});

describe('refused is', () => {
  const [DATA, SLIP] = ['/m/a/market_data.json', { name: '../x', text: 'x' }] as const;
  const market = { name: 'market_data.json', text: MARKET };
  test.each<[string, object, Readonly<Record<string, string | Uint8Array>>, RegExp]>([
    [
      'an id that leaves the cache',
      { scenarios: [{ id: '../a' }] },
      {},
      /scenarios\[0\]: id "\.\.\/a" would leave/,
    ],
    [
      'an id that hides',
      { scenarios: [{ id: '.cache.json' }] },
      {},
      /would leave the cache folder/,
    ],
    ['a list of nothing', { scenarios: [] }, {}, /lists no scenario/],
    ['no list', { items: [] }, {}, /lists its scenarios under "scenarios" or "data"/],
    [
      'a scenario that is not there',
      { scenarios: [{ id: 'a' }] },
      {},
      /answered 404: .* set EVAL_DATA_PAT/,
    ],
    [
      'an artifact of another hash',
      { scenarios: [{ id: 'a', sha256: 'ab' }] },
      { [DATA]: MARKET },
      /has SHA-256 [0-9a-f]{64}, .* says ab: one of them was changed; nothing was kept/,
    ],
    [
      'an artifact of another kind',
      { scenarios: [{ id: 'a' }] },
      { [DATA]: '<html>' },
      /neither JSON nor/,
    ],
    [
      'an archive that leaves its folder',
      { scenarios: [{ id: 'a' }] },
      { [DATA]: zipArchive([SLIP, market]) },
      /file "\.\.\/x" of the archive would leave its folder/,
    ],
    [
      'an archive without market data',
      { scenarios: [{ id: 'a' }] },
      { [DATA]: zipArchive([{ name: 'deep/market_data.json', text: MARKET }]) },
      /holds no market_data\.json at its top, but deep\/market_data\.json/,
    ],
    [
      'a damaged archive',
      { scenarios: [{ id: 'a' }] },
      { [DATA]: 'PK damaged' },
      /is a damaged ZIP/,
    ],
  ])('%s', async (_, manifest, files, says) => {
    await using server = await serve(manifest, files);
    await expect(fetching(manifestOf(server))).rejects.toThrow(says);
  });

  test('a name the manifest does not list', async () => {
    await using server = await serve({ scenarios: [{ id: 'calm' }] });
    await expect(fetching(manifestOf(server), { named: ['clam'] })).rejects.toThrow(
      /lists no "clam".*did you mean "calm"\?/,
    );
  });

  test('a server that is not there', async () => {
    const server = await serve({});
    const manifest = manifestOf(server);
    await server[Symbol.asyncDispose]();
    await expect(fetching(manifest)).rejects.toThrow(/could not be read: check the address/);
  });
});
