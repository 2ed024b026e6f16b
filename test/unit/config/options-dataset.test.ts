import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { RunRecords } from '../../../activities/run-records.ts';
import { sampleTasks } from '../../../activities/sample-tasks.ts';
import { configRoot } from '../../../src/domain/suite/artifact-keys.ts';
import { PlanningBench } from '../../support/planning-bench.ts';
import { referenceConfig } from '../../support/suite-inputs.ts';

const QUESTIONS = join(import.meta.dirname, '../../fixtures/options/questions.json');

/** The ids drawn for a config with these datasets, as a worker stores them. */
async function drawn(...datasets: object[]): Promise<readonly string[]> {
  await using bench = await PlanningBench.start();
  await bench.write(bench.experimentsRoot, 'options.json', await readFile(QUESTIONS, 'utf8'));
  const evalConfig = { name: 'options', datasets, sampling: { strategy: 'sequential' } };
  const configs = [{ ...referenceConfig('a', 100), eval_config: evalConfig }];
  const { scope, configs: plans } = await bench.plan({ schemaVersion: 1, suite: 'core', configs });
  const config = plans[0]?.config;
  if (config === undefined) throw new Error('the plan has no config');
  const records = new RunRecords(bench.store);
  await sampleTasks(records, { scope, config });
  const { tasks } = await records.manifest(configRoot(scope.root, 'a'));
  return tasks.map(({ id }) => id);
}

test('options questions of a file are drawn by category, up to the limit', async () => {
  const greeks = { type: 'options', path: 'options.json', categories: ['Greeks Analysis'] };
  expect(await drawn(greeks)).toEqual(['greeks_001', 'greeks_002']);
  expect(await drawn({ ...greeks, limit: 1 })).toEqual(['greeks_001']);
});

test('generated options questions stand beside synthetic ones', async () => {
  const ids = await drawn(
    { type: 'synthetic', generate: { seed: 1, count: 2 } },
    { type: 'options', generate: { seed: 1, count: 3, categories: ['Options Pricing'] } },
  );
  expect(ids.map((id) => id.slice(0, 3))).toEqual(['syn', 'syn', 'opt', 'opt', 'opt']);
});

test.each([
  ['of a file', { path: 'options.json', categories: ['Greek Analysis'] }],
  ['generated', { generate: { seed: 1, count: 1, categories: ['Greek Analysis'] } }],
])('an unknown category %s is refused before anything is stored', async (_, dataset) => {
  await expect(drawn({ type: 'options', ...dataset })).rejects.toMatchObject({
    type: 'InvalidInput',
    message: expect.stringContaining('did you mean "Greeks Analysis"?'),
  });
});
