import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import type { ArtifactStore } from '../../../src/adapters/artifacts/artifact-store.ts';
import { createDirectoryStore } from '../../../src/adapters/artifacts/directory-store.ts';
import { findJson, getJson, putJson } from '../../../src/adapters/artifacts/json-artifacts.ts';
import { registerSecrets } from '../../../src/adapters/artifacts/redact.ts';
import { temporaryDir } from '../../support/small-servers.ts';

const Answer = z.strictObject({ text: z.string(), tokens: z.array(z.int()) });

let folder: ReturnType<typeof temporaryDir>;
let store: ArtifactStore;
beforeEach(() => {
  folder = temporaryDir();
  store = createDirectoryStore(folder.path);
});
afterEach(() => {
  registerSecrets({});
  folder.remove();
});

const stored = async (key: string): Promise<string> =>
  new TextDecoder().decode(await store.get(key));

test('what is written is read back the same', async () => {
  const answer = { text: '42 % of ¥ 10,000 "net"\n', tokens: [1, 2] };
  const { ref } = await putJson(store, 'answer.json', answer);
  expect(await getJson(store, ref, Answer)).toEqual(answer);
  expect(await findJson(store, 'answer.json', Answer)).toEqual(answer);
  expect(await findJson(store, 'none.json', Answer)).toBeUndefined();
});

test('the same value gives the same bytes', async () => {
  const refs = await Promise.all(
    ['a.json', 'b.json'].map((key) => putJson(store, key, { text: 'x', tokens: [1] })),
  );
  expect(new Set(refs.map(({ ref }) => ref.sha256)).size).toBe(1);
});

test('secrets are gone before anything is on disk, however deep they lie', async () => {
  registerSecrets({ JUDGE_API_KEY: 'quite-ordinary-words' });
  const value = { calls: [{ error: { message: 'bad key quite-ordinary-words, sorry' } }] };
  await putJson(store, 'call.json', value);
  expect(await stored('call.json')).not.toContain('quite-ordinary-words');
  expect(await stored('call.json')).toContain('bad key [redacted], sorry');
});

test('a value of another shape is refused by key and place', async () => {
  await putJson(store, 'runs/r/answer.json', { text: 'x', tokens: ['one'] });
  const reading = getJson(store, 'runs/r/answer.json', Answer);
  await expect(reading).rejects.toMatchObject({ name: 'ArtifactError', retryable: false });
  await expect(reading).rejects.toThrow(/"runs\/r\/answer\.json".*tokens\[0\]/s);
});

test('bytes that are no JSON are refused by key, not retried as if they might change', async () => {
  await store.putIfAbsent('cut.json', new TextEncoder().encode('{"text": "x'));
  for (const read of [getJson, findJson]) {
    const reading = read(store, 'cut.json', Answer);
    await expect(reading).rejects.toMatchObject({ name: 'ArtifactError', retryable: false });
    await expect(reading).rejects.toThrow('"cut.json"');
  }
});
