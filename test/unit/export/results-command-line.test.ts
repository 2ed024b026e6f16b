import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDirectoryStore } from '../../../src/adapters/artifacts/directory-store.ts';
import { durabench, succeed } from '../../support/cli.ts';
import { aConfigRun, twentyTasks } from '../../support/config-records.ts';
import { storeConfig, storeSuite } from '../../support/stored-run.ts';
import { goldNumber, taskWith } from '../../support/tasks.ts';

const RUN = { suite: 'core', runKey: 'nightly-1' };

let cwd: string;
beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'durabench-results-'));
  const store = createDirectoryStore(join(cwd, '.durabench', 'artifacts'));
  const configs = [
    { right: 5, costUsd: 0.01 },
    { right: 15, costUsd: 2 },
    { right: 10, costUsd: null },
  ].map(({ right, costUsd }) => ({
    config: aConfigRun({ ...RUN, configId: `right-${right}` }),
    outcomes: twentyTasks(right).map((outcome) => ({ ...outcome, costUsd })),
  }));
  for (const { config, outcomes } of configs) {
    const tasks = outcomes.map(({ taskId }) => ({
      ...taskWith(goldNumber(1, 'percent')),
      id: taskId,
    }));
    await storeConfig(
      store,
      config,
      tasks,
      outcomes.map((outcome) => ({ outcome })),
    );
  }
  await storeSuite(store, { ...RUN, configs: configs.map(({ config }) => config) });
});
afterAll(() => rm(cwd, { recursive: true }));

test('a leaderboard sorted by cost still shows the ranks of the scores', async () => {
  const { leaderboard } = JSON.parse(
    await succeed(['leaderboard', 'latest', '--sort-by', 'cost', '--top', '2', '--json'], { cwd }),
  );
  expect(leaderboard).toMatchObject([
    { configId: 'right-5', rank: 3, costUsd: 0.2 },
    { configId: 'right-15', rank: 1, costUsd: 40 },
  ]);
});

test('a leaderboard on stdout is nothing but the leaderboard', async () => {
  const text = await succeed(['leaderboard', 'latest', '--format', 'csv'], { cwd });
  const [header = '', ...rows] = text.trimEnd().split('\r\n');
  const column = header.split(',').indexOf('cost_usd');
  expect(rows.map((row) => row.split(',')[column])).toEqual(['40', '', '0.2']);
});

test.each([
  { args: ['leaderboard', '--sort-by', 'beauty'], message: /Allowed choices are score, accuracy/ },
  { args: ['leaderboard', '--top', '0'], message: /whole number of at least 1/ },
  { args: ['export', 'latest', '--format', 'xml'], message: /Allowed choices are json, csv/ },
  { args: ['export', 'latest', '--no-truncate'], message: /--no-truncate has no effect/ },
  { args: ['export', 'latest', '--predicted-max-chars', 'few'], message: /whole number/ },
])('$args is refused with what is allowed', async ({ args, message }) => {
  const { code, stdout, stderr } = await durabench(args, { cwd });
  expect(code).toBe(2);
  expect(stderr).toMatch(message);
  expect(stdout).toBe('');
});

test('an export prints the paths of its files', async () => {
  const paths = await succeed(['export', 'latest', '--format', 'inspect', '--output', 'logs'], {
    cwd,
  });
  expect(paths.trimEnd().split('\n')).toEqual(
    [5, 15, 10].map((right) => join(cwd, 'logs', `right-${right}_20261123_080130.eval`)),
  );
});
