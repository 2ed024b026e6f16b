import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { zipArchive } from '../../../src/adapters/archive/zip-archive.ts';
import {
  MARKET,
  ManifestCaches,
  manifestOf,
  serveManifest,
} from '../../support/remote-manifest.ts';

let caches: ManifestCaches;
beforeAll(async () => {
  caches = await ManifestCaches.create();
});
afterAll(() => caches[Symbol.asyncDispose]());

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
    await using server = await serveManifest(manifest, files);
    await expect(caches.fetch(manifestOf(server))).rejects.toThrow(says);
  });

  test('a name the manifest does not list', async () => {
    await using server = await serveManifest({ scenarios: [{ id: 'calm' }] });
    await expect(caches.fetch(manifestOf(server), { named: ['clam'] })).rejects.toThrow(
      /lists no "clam".*did you mean "calm"\?/,
    );
  });

  test('a server that is not there', async () => {
    const server = await serveManifest({});
    const manifest = manifestOf(server);
    await server[Symbol.asyncDispose]();
    await expect(caches.fetch(manifest)).rejects.toThrow(/could not be read: check the address/);
  });
});
