import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

const CHECKOUT = join(import.meta.dirname, '../..');
const BUNDLE = join(CHECKOUT, 'dist/workflow-bundle.js');
const SOURCES = ['src', 'workflows', 'activities', 'infra', 'package.json', 'tsconfig.build.json'];

let app: string;

beforeAll(async () => {
  app = await mkdtemp(join(tmpdir(), 'durabench-package-'));
  if (!isBuilt()) command(CHECKOUT, 'npm', ['run', 'build']);
  const packed = command(CHECKOUT, 'npm', ['pack', '--json', '--pack-destination', app]).stdout;
  const [{ filename }] = JSON.parse(packed);
  // A user's project is a checkout of its own, with a revision that is not ours.
  command(app, 'git', ['init', '--quiet']);
  command(app, 'git', [...AUTHOR, 'commit', '--quiet', '--allow-empty', '--message', 'project']);
  writeFileSync(join(app, 'package.json'), '{ "private": true }');
  command(app, 'npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', `./${filename}`]);
});

afterAll(async () => {
  if (existsSync(program())) durabench(['down']);
  await rm(app, { recursive: true, force: true });
});

test('it says its version and finds the machine fit', () => {
  const { version } = JSON.parse(readFileSync(join(CHECKOUT, 'package.json'), 'utf8'));
  expect(durabench(['--version']).stdout.trim()).toBe(version);
  const { healthy, checks } = JSON.parse(durabench(['doctor', '--json']).stdout);
  expect(healthy, JSON.stringify(checks)).toBe(true);
});

test('it runs a shipped experiment, and its worker needs no bundler', () => {
  durabench(['up']);
  const run = ['run', 'reference_agents', '--config-id', 'oracle', 'do-nothing', '--run-key', 'r'];
  const { stdout } = durabench(run);
  expect(stdout).toMatch(/oracle .* 100\.00/);
  expect(stdout).toMatch(/do-nothing .* 0\.00/);
  expect(readFileSync(join(app, '.durabench/worker/worker.log'), 'utf8')).not.toMatch(
    /webpack|bundle created/i,
  );
});

test('its reports do not pass off the revision of the surrounding project as their own', () => {
  const reports = join(app, '.durabench/artifacts/runs/reference_agents/r/oracle/reports');
  const [name = 'none'] = readdirSync(reports);
  const report = JSON.parse(readFileSync(join(reports, name), 'utf8'));
  expect(report.provenance).toMatchObject({ gitRevision: null });
});

const AUTHOR = ['-c', 'user.name=durabench', '-c', 'user.email=durabench@localhost'];

const program = (): string => join(app, 'node_modules/.bin/durabench');

const durabench = (args: readonly string[]) => command(app, process.execPath, [program(), ...args]);

function command(cwd: string, program: string, args: readonly string[]) {
  const { status, stdout, stderr, error } = spawnSync(program, args, { cwd, encoding: 'utf8' });
  if (status !== 0)
    throw new Error(`${program} ${args.join(' ')} ended ${status}: ${error}\n${stdout}\n${stderr}`);
  return { stdout, stderr };
}

/** Whether the build is newer than every file it is made of. */
function isBuilt(): boolean {
  if (!existsSync(BUNDLE)) return false;
  const builtMs = statSync(BUNDLE).mtimeMs;
  return SOURCES.every((source) => newestMs(join(CHECKOUT, source)) < builtMs);
}

function newestMs(path: string): number {
  const found = statSync(path);
  if (!found.isDirectory()) return found.mtimeMs;
  return Math.max(found.mtimeMs, ...readdirSync(path).map((name) => newestMs(join(path, name))));
}
