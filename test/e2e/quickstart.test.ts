import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { durabench, succeed } from '../support/cli.ts';

let cwd: string;

beforeEach(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'durabench-quickstart-'));
});

afterEach(async () => {
  await succeed(['down'], { cwd });
  await rm(cwd, { recursive: true, force: true });
});

test('the quickstart ends with a leaderboard of a real model, do-nothing and oracle', async () => {
  const { code, stdout, stderr } = await durabench(['quickstart'], { cwd });
  expect(code, stderr + stdout).toBe(0);
  expect(stdout).toMatch(/smollm2-135m .*builtin/);
  // No answers, and no trades: a market is neutral to those who stand aside.
  expect(stdout).toMatch(/do-nothing .* 25\.00/);
  expect(stdout).toMatch(/oracle .* 9\d\.\d\d/);
  expect(stdout).toContain('http://127.0.0.1:');

  const results = readdirSync(join(cwd, 'results'));
  const page = results.find((file) => file.endsWith('.html')) ?? '';
  expect(readFileSync(join(cwd, 'results', page), 'utf8')).toContain('<!doctype html>');
  for (const config of ['smollm2-135m', 'do-nothing', 'oracle']) {
    expect(
      results.some((file) => file.startsWith(`${config}_`) && file.endsWith('.json')),
      config,
    ).toBe(true);
  }

  // The model really answered: its endpoint named itself and counted tokens.
  const { leaderboard } = JSON.parse(await succeed(['leaderboard', 'latest', '--json'], { cwd }));
  const model = leaderboard.find((row: { configId: string }) => row.configId === 'smollm2-135m');
  expect(model.tokens).toBeGreaterThan(1_000);
  expect(model.coverageRate).toBe(1);

  await succeed(['down'], { cwd });
  const processes = join(cwd, '.durabench/hosts/local/processes');
  expect(
    existsSync(processes) ? readdirSync(processes).filter((file) => file.endsWith('.json')) : [],
  ).toEqual([]);
});
