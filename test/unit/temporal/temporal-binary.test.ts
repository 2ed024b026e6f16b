import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readSettings } from '../../../src/settings/read-settings.ts';
import type { Settings } from '../../../src/settings/settings.ts';
import { findInstalledBinary } from '../../../src/temporal/temporal-binary.ts';

let dir: string;
let warnings: string[];
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'durabench-binary-'));
  warnings = [];
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

/** A program that answers `--version` as a Temporal CLI does. */
function writeCli(output: string): string {
  const path = join(dir, 'temporal');
  writeFileSync(path, `#!/bin/sh\necho "${output}"\n`);
  chmodSync(path, 0o755);
  return path;
}

const settingsWith = (env: Record<string, string>): Settings =>
  readSettings({ env: { HOME: dir, ...env }, dotenv: {}, cwd: dir });

const find = (env: Record<string, string> = {}, searchPath = dir) =>
  findInstalledBinary(settingsWith(env), {
    searchPath: `relative:/does/not/exist:${searchPath}`,
    log: (line) => warnings.push(line),
  });

test('the CLI on PATH is used when it is recent enough', async () => {
  const path = writeCli('temporal version 1.10.0 (Server 1.33.1, UI 2.60.0)');
  const versions = { cliVersion: '1.10.0', serverVersion: '1.33.1' };
  expect(await find()).toEqual({ path, origin: 'PATH', ...versions });
  expect(warnings).toEqual([]);
});

test('an old CLI on PATH is passed over with a warning that names both versions', async () => {
  writeCli('temporal version 1.5.0 (Server 1.29.0, UI 2.40.0)');
  expect(await find()).toBeUndefined();
  expect(warnings.join()).toMatch(/passed over: version 1\.5\.0 with server 1\.29\.0 is older/);
});

test('another program of the name on PATH is passed over', async () => {
  writeCli('Temporal Anti-Aliasing 9.9');
  expect(await find()).toBeUndefined();
  expect(warnings.join()).toContain('names no version');
});

test('a configured CLI is not passed over: one that is old or missing is an error', async () => {
  const path = writeCli('temporal version 1.8.9 (Server 1.32.0, UI 2.54.1)');
  await expect(find({ DURABENCH_TEMPORAL_CLI: path })).rejects.toThrow(
    /1\.8\.9.*older than 1\.9\.0/,
  );
  await expect(find({ DURABENCH_TEMPORAL_CLI: join(dir, 'absent') })).rejects.toThrow(
    /absent \(DURABENCH_TEMPORAL_CLI\) cannot be used: it does not run.*unset/,
  );
});
