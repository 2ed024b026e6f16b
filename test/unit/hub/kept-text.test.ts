import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { keptText } from '../../../src/adapters/datasets/hub/kept-text.ts';
import { temporaryDir } from '../../support/small-servers.ts';

let dir: ReturnType<typeof temporaryDir>;
beforeEach(() => {
  dir = temporaryDir();
});
afterEach(() => dir.remove());

/** A downloaded file that counts how often it is read. */
function downloaded(name: string, content: string, sha256: string) {
  const facts = { path: name, sha256, bytes: content.length, reads: 0 };
  const read = async () => {
    facts.reads += 1;
    return new TextEncoder().encode(content);
  };
  return Object.assign(facts, { read });
}

test('a document is read once, and again only when it is another one', async () => {
  const file = join(dir.path, 'notes.txt');
  const notes = downloaded('notes.txt', 'Cash is 120.', 'a');
  for (let time = 0; time < 2; time += 1) {
    expect(await keptText(file, notes)).toEqual({ text: 'Cash is 120.', cut: false });
  }
  expect(notes.reads).toBe(1);
  const other = downloaded('notes.txt', 'Cash is 130.', 'b');
  expect((await keptText(file, other))?.text).toBe('Cash is 130.');
});

test('that a document has no text is remembered too', async () => {
  const photo = downloaded('photo.png', 'bytes', 'a');
  const file = join(dir.path, 'photo.png');
  expect(await keptText(file, photo)).toBeUndefined();
  expect(await keptText(file, photo)).toBeUndefined();
  expect(photo.reads).toBe(1);
});

test('a damaged note is written anew', async () => {
  const file = join(dir.path, 'notes.txt');
  const notes = downloaded('notes.txt', 'Cash', 'a');
  await keptText(file, notes);
  writeFileSync(`${file}.text.json`, '{"version":1');
  expect((await keptText(file, notes))?.text).toBe('Cash');
  expect(JSON.parse(readFileSync(`${file}.text.json`, 'utf8'))).toMatchObject({ text: 'Cash' });
});
