import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isVerified, moveVerified } from '../../../src/adapters/provision/verified-file.ts';
import { temporaryDir } from '../../support/small-servers.ts';

let dir: ReturnType<typeof temporaryDir>;
beforeEach(() => {
  dir = temporaryDir();
});
afterEach(() => dir.remove());

const CONTENT = 'weights';
const facts = {
  sha256: createHash('sha256').update(CONTENT).digest('hex'),
  bytes: CONTENT.length,
};
const put = (name: string, content: string): string => {
  writeFileSync(join(dir.path, name), content);
  return join(dir.path, name);
};

test('a download with the promised bytes takes its place and is trusted from then on', async () => {
  const target = join(dir.path, 'model.gguf');
  await moveVerified(put('partial', CONTENT), target, facts, 'the hub');
  expect(readFileSync(target, 'utf8')).toBe(CONTENT);
  expect(await isVerified(target, facts)).toBe(true);
});

test('a download with other bytes of the same length is refused and removed', async () => {
  const partial = put('partial', 'tampers');
  const target = join(dir.path, 'model.gguf');
  await expect(moveVerified(partial, target, facts, 'the hub')).rejects.toMatchObject({
    name: 'DatasetIntegrityError',
    message: expect.stringContaining('the hub'),
  });
  expect(existsSync(partial) || existsSync(target)).toBe(false);
});

test('a file placed by hand is accepted when its hash is right', async () => {
  expect(await isVerified(put('good', CONTENT), facts)).toBe(true);
  expect(await isVerified(put('bad', 'tampers'), facts)).toBe(false);
});

test('a verified file that was cut short later is not used', async () => {
  const target = join(dir.path, 'model.gguf');
  await moveVerified(put('partial', CONTENT), target, facts, 'the hub');
  writeFileSync(target, 'weig');
  expect(await isVerified(target, facts)).toBe(false);
});

test('a file verified against another hash is not taken for this one', async () => {
  const target = join(dir.path, 'model.gguf');
  await moveVerified(put('partial', CONTENT), target, facts, 'the hub');
  expect(await isVerified(target, { sha256: 'f'.repeat(64), bytes: CONTENT.length })).toBe(false);
});
