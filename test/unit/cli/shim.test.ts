import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { PACKAGE_ROOT } from '../../../src/settings/package-root.ts';
import { isAtLeast } from '../../../src/temporal/version.ts';

const NODE_PACKAGE = `node-${process.platform}-${process.arch}`;
const OLD_NODE = [process.execPath, '/usr/local/bin/node', '/usr/bin/node'].find(
  (path) => existsSync(path) && !isAtLeast(versionOf(path), '22.18.0'),
);

function versionOf(node: string): string {
  return execFileSync(node, ['-p', 'process.versions.node'], { encoding: 'utf8' }).trim();
}

/** An installed package: compiled code only, whose main says under which Node it runs. */
const MAIN = `export async function main(argv) {
  process.on('SIGTERM', () => process.exit(43));
  console.log(process.versions.node, argv.join(' '));
  if (argv[0] === 'wait') await new Promise((resolve) => setTimeout(resolve, 60_000));
  process.exit(argv[0] === 'crash' ? process.kill(process.pid, 'SIGKILL') : 7);
}`;

// Only a machine that has an older Node beside the pinned one can show this.
describe.skipIf(OLD_NODE === undefined)('the program under an older Node', () => {
  let root: string;

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'durabench-shim-'));
    mkdirSync(join(root, 'bin'));
    mkdirSync(join(root, 'dist', 'src', 'cli'), { recursive: true });
    mkdirSync(join(root, 'node_modules'));
    copyFileSync(join(PACKAGE_ROOT, 'bin', 'durabench.mjs'), join(root, 'bin', 'durabench.mjs'));
    writeFileSync(join(root, 'package.json'), '{"type":"module"}');
    writeFileSync(join(root, 'dist', 'src', 'cli', 'main.js'), MAIN);
    symlinkSync(
      join(PACKAGE_ROOT, 'node_modules', NODE_PACKAGE),
      join(root, 'node_modules', NODE_PACKAGE),
    );
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  function start(args: readonly string[]) {
    const shim = join(root, 'bin', 'durabench.mjs');
    const child = spawn(String(OLD_NODE), [shim, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    const output: string[] = [];
    child.stdout.on('data', (chunk: Buffer) => output.push(chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => output.push(chunk.toString()));
    const closed = once(child, 'close') as Promise<[number | null]>;
    return { child, output, closed };
  }

  test('runs under the pinned one, with its arguments and exit code', async () => {
    const { output, closed } = start(['show', 'latest']);
    expect((await closed)[0]).toBe(7);
    const [version = '', ...args] = output.join('').trim().split(' ');
    expect(isAtLeast(version, '22.18.0')).toBe(true);
    expect(args).toEqual(['show', 'latest']);
  });

  test('passes signals on, and a death by signal back as 128 + its number', async () => {
    const waiting = start(['wait']);
    await once(waiting.child.stdout, 'data');
    waiting.child.kill('SIGTERM');
    expect((await waiting.closed)[0]).toBe(43);
    expect((await start(['crash']).closed)[0]).toBe(128 + 9);
  });

  test('says what to install when the pinned one is missing', async () => {
    rmSync(join(root, 'node_modules'), { recursive: true });
    const { output, closed } = start(['status']);
    expect((await closed)[0]).toBe(2);
    expect(output.join('')).toMatch(/needs Node 22\.18 or later.*npm install/);
  });
});
