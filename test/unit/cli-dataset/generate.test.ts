import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findScenarios } from '../../../src/adapters/datasets/crypto/find-scenarios.ts';
import { listFolder } from '../../../src/adapters/datasets/list-folder.ts';
import { generateDatasetCommand } from '../../../src/cli/commands/dataset-generate.ts';
import { generateScenario } from '../../../src/domain/market/generate/generate-scenario.ts';
import { recipesOf } from '../../../src/domain/market/generate/recipe.ts';
import { durabench } from '../../support/cli.ts';
import { commandContext } from '../../support/command-context.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'durabench-generate-'));
});
afterAll(() => rm(folder, { recursive: true }));

test('generated scenarios are written as folders that are read back unchanged', async () => {
  const args = ['dataset', 'generate', 'crypto', '--seed', '7', '--count', '3', '--bars', '20'];
  const { code, stdout, stderr } = await durabench(
    [...args, '--timeframe', '1h', '1m', '--out', 'm'],
    {
      cwd: folder,
    },
  );
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const path = join(folder, 'm');
  const names = ['scenario_s7_001', 'scenario_s7_002', 'scenario_s7_003'];
  expect(stdout.trim().split('\n')).toEqual(names.map((name) => join(path, name)));
  expect(await readdir(join(path, 'scenario_s7_001'))).toEqual([
    'market_data.json',
    'metadata.json',
  ]);

  const files = { read: (file: string) => readFile(file), list: listFolder };
  const found = await findScenarios(files, { path, named: undefined, first: 0 });
  const recipes = recipesOf({ seed: 7, count: 3, bars: 20, timeframes: ['1h', '1m'] });
  expect(found).toEqual(
    recipes.map((recipe) => ({ id: recipe.id, scenario: generateScenario(recipe) })),
  );
});

test.each([
  ['synthetic', {}, /only "crypto" is written to files/],
  ['crypto', { count: 1001 }, /--count is 1001: write at most 1000/],
  ['crypto', { bars: 100_001 }, /--bars is 100001: a scenario has at most/],
  ['crypto', { seed: 8 }, /scenario_s8_001 is there already/],
])('generating %s with %j a second time is refused', async (type, options, says) => {
  const generate = (kind: string, more: object) =>
    generateDatasetCommand(
      [kind],
      { seed: 8, count: 1, bars: 2, out: join(folder, 'twice'), ...more },
      commandContext('127.0.0.1:1', folder),
    );
  await generate('crypto', {}).catch(() => undefined);
  await expect(generate(type, options)).rejects.toThrow(says);
});
