import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { zipArchive } from '../../../src/adapters/archive/zip-archive.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'durabench-zip-'));
});
afterEach(() => rm(folder, { recursive: true }));

const READ = `
import json, sys, zipfile
archive = zipfile.ZipFile(sys.argv[1])
assert archive.testzip() is None
print(json.dumps([[name, archive.read(name).decode()] for name in archive.namelist()]))
`;

async function readBack(bytes: Uint8Array): Promise<unknown> {
  const path = join(folder, 'archive.zip');
  await writeFile(path, bytes);
  return JSON.parse(execFileSync('python3', ['-c', READ, path], { encoding: 'utf8' }));
}

test('another reader finds every entry with its name and its text', async () => {
  const entries = [
    { name: 'header.json', text: '{}' },
    { name: 'samples/中文_epoch_1.json', text: 'Rendite 8,5 % 😀'.repeat(10_000) },
    { name: 'empty', text: '' },
  ];
  expect(await readBack(zipArchive(entries))).toEqual(
    entries.map(({ name, text }) => [name, text]),
  );
});

test('equal entries give equal bytes, whenever they are packed', () => {
  const entries = [{ name: 'a', text: 'b' }];
  expect(zipArchive(entries)).toEqual(zipArchive(entries));
});

test('more entries than the format can count are refused, not lost', () => {
  const entries = Array.from({ length: 65_536 }, (_, index) => ({ name: `${index}`, text: '' }));
  expect(() => zipArchive(entries)).toThrow('--format csv');
});
