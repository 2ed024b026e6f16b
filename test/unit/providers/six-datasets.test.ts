import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadEvalConfig } from '../../../src/adapters/experiments/eval-config-file.ts';
import { isJudged, isMarket, type Task } from '../../../src/domain/dataset/task.ts';
import { planGrading } from '../../../src/domain/scoring/plan-grading.ts';
import { drawnTasks } from '../../support/drawn-tasks.ts';
import { LIMITS } from '../../support/judged-tasks.ts';
import { PlanningBench } from '../../support/planning-bench.ts';
import { fetchInto, startHub, writeCatalog } from '../../support/published-datasets.ts';
import { copySixDatasets } from '../../support/six-datasets.ts';

/** The tasks of an eval config of the fixtures. */
async function tasksOf(bench: PlanningBench, evalConfig: string): Promise<readonly Task[]> {
  copySixDatasets(bench.experimentsRoot);
  const experimentsFile = join(bench.experimentsRoot, 'six.yaml');
  const loaded = await loadEvalConfig(evalConfig, experimentsFile, bench, {});
  const isTraded = loaded.evalConfig.datasets.every(({ type }) => type === 'crypto');
  return drawnTasks(bench, {
    ...loaded.evalConfig,
    profile: 'corrected',
    ...(!isTraded && { judge: { api_base: 'http://127.0.0.1:1/v1', model: 'nobody' } }),
  });
}

/** How the corrected profile grades a sensible reply to it. */
const graderOf = (task: Task): string =>
  isMarket(task)
    ? 'market'
    : planGrading(task, 'They carry it.', 'stop', { limits: LIMITS, fileTexts: [] }).kind;

const gradersOf = (tasks: readonly Task[]) =>
  tasks.map((task) => `${task.dataset} by ${graderOf(task)}`);

test('the fixtures of six datasets have two tasks each, graded by rules, a judge and a market', async () => {
  await using bench = await PlanningBench.start();
  const asked = await tasksOf(bench, 'eval_six.yaml');
  expect(gradersOf(asked)).toEqual([
    'bizfinbench by rules',
    'bizfinbench by judge',
    'prbench by judge',
    'prbench by judge',
    'gdpval by judge',
    'gdpval by judge',
    'synthetic by rules',
    'synthetic by rules',
    'options by rules',
    'options by rules',
  ]);
  // The table of a task is read and shown to the agent.
  const ledger = asked.find(({ id }) => id === 'six-ledger');
  expect(ledger?.question).toContain('Pell & Sons');
  if (ledger === undefined || !isJudged(ledger)) throw new Error('no rubric');
  expect(ledger.source).toMatchObject({
    files: [{ name: 'reference_files/six-ledger/ledger.csv' }],
  });
  await using other = await PlanningBench.start();
  expect(gradersOf(await tasksOf(other, 'eval_six_market.yaml'))).toEqual([
    'crypto by market',
    'crypto by market',
  ]);
});

test('the same datasets are drawn from downloads of the hub', async () => {
  await using hub = await startHub();
  await using bench = await PlanningBench.start();
  await writeCatalog(bench.configRoot);
  await fetchInto(bench.cacheDir, hub, 'bizfinbench');
  await fetchInto(bench.cacheDir, hub, 'prbench');
  await fetchInto(bench.cacheDir, hub, 'gdpval', [
    'reference_files/t-1/ledger.xlsx',
    'reference_files/t-2/ledger.xlsx',
  ]);
  const datasets = (await tasksOf(bench, 'eval_six_hub.yaml')).map(({ dataset }) => dataset);
  expect(datasets).toEqual(
    ['bizfinbench', 'prbench', 'gdpval', 'synthetic', 'options'].flatMap((type) => [type, type]),
  );
});
