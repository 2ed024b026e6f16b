import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { FakeHub } from '../../support/fake-hub.ts';
import { temporaryDir } from '../../support/small-servers.ts';
import { fetchTales, talesRepository } from '../../support/tales.ts';

let dir: ReturnType<typeof temporaryDir>;
beforeEach(() => {
  dir = temporaryDir();
});
afterEach(() => dir.remove());

describe('the token', () => {
  const gated = { 'owner/tales': talesRepository({ gated: true }) };

  test('opens a gated repository, and is not sent to its storage', async () => {
    await using storage = await FakeHub.start({ 'owner/tales': talesRepository() });
    await using hub = await FakeHub.start(gated);
    hub.storage = storage.origin.replace('127.0.0.1', 'localhost');
    await fetchTales(dir.path, hub, ['long'], { env: { HF_TOKEN: 'hf_sesame' } });
    expect(new Set(hub.seen.map(({ authorization }) => authorization))).toEqual(
      new Set(['Bearer hf_sesame']),
    );
    expect(storage.seen.length).toBeGreaterThan(0);
    expect(storage.seen.every(({ authorization }) => authorization === undefined)).toBe(true);
  });

  test('is asked for where it is missing', async () => {
    await using hub = await FakeHub.start(gated);
    await expect(fetchTales(dir.path, hub, ['long'])).rejects.toMatchObject({
      name: 'ConfigurationError',
      message: expect.stringMatching(/accept the dataset's terms.*HF_TOKEN/),
    });
  });

  test('of another kind is refused without being shown', async () => {
    await using hub = await FakeHub.start(gated);
    const refused = fetchTales(dir.path, hub, ['long'], { env: { HF_TOKEN: 'sesame' } });
    await expect(refused).rejects.toThrow(/^HF_TOKEN is no token of the hub(?!.*sesame)/);
    expect(hub.seen).toEqual([]);
  });
});

describe('without the hub', () => {
  test.each(['DURABENCH_OFFLINE', 'HF_HUB_OFFLINE'])('%s refuses to download', async (name) => {
    await using hub = await FakeHub.start({ 'owner/tales': talesRepository() });
    await expect(fetchTales(dir.path, hub, ['long'], { env: { [name]: '1' } })).rejects.toThrow(
      `${name} is set`,
    );
    expect(hub.seen).toEqual([]);
  });

  test('the user is told what to set', async () => {
    const env = { HF_ENDPOINT: 'http://127.0.0.1:9' };
    await using hub = await FakeHub.start({});
    await expect(fetchTales(dir.path, hub, ['long'], { env })).rejects.toMatchObject({
      name: 'ConfigurationError',
      message: expect.stringMatching(/cannot be reached.*HF_ENDPOINT.*local_path/),
    });
  });

  test('a pattern that fits nothing names what there is', async () => {
    await using hub = await FakeHub.start({
      'owner/tales': talesRepository({ files: { 'data/other.parquet': 'x' } }),
    });
    await expect(fetchTales(dir.path, hub, ['short'])).rejects.toThrow(
      /no file data\/short-\*\.parquet.*holds data\/other\.parquet/,
    );
  });
});
