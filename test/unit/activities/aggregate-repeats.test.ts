import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { aggregateConfig } from '../../../activities/aggregate.ts';
import { publishSuite } from '../../../activities/publish-suite.ts';
import { sampleTasks } from '../../../activities/sample-tasks.ts';
import { createResultsFolder } from '../../../src/adapters/artifacts/results-folder.ts';
import { ResultsFileSchema } from '../../../src/contracts/results-file.ts';
import { correctAnswer } from '../../../src/domain/dataset/oracle-answers.ts';
import type { ConfigRun } from '../../../src/domain/suite/config-run.ts';
import { readRun } from '../../../src/report/read-run.ts';
import { someRecords } from '../../support/config-records.ts';
import { RememberingAgent } from '../../support/remembering-agent.ts';
import { storeSuite } from '../../support/stored-run.ts';
import { activity, TaskBench } from '../../support/task-bench.ts';

const FINISHED_AT = '2026-11-23T08:01:30.000Z';

let results: string;
beforeEach(async () => {
  results = await mkdtemp(join(tmpdir(), 'durabench-results-'));
});
afterEach(() => rm(results, { recursive: true }));

/** Of two tasks, the first is answered right once in two repeats, the second not run again. */
async function halfRight(changes: Partial<ConfigRun> = {}): Promise<TaskBench> {
  const bench = await TaskBench.start({ numTasks: 2, repeats: 2, coverageMin: 0.5, ...changes });
  const right = new RememberingAgent(() => answer);
  const answer = correctAnswer(await bench.task(0));
  await bench.runTask(right, { position: 0, repeat: 0 });
  await bench.runTask(new RememberingAgent(() => 'No idea.'), { position: 0, repeat: 1 });
  await bench.runTask(new RememberingAgent(() => 'No idea.'), { position: 1, repeat: 0 });
  return bench;
}

async function aggregate(bench: TaskBench) {
  const { manifest } = await sampleTasks(bench.records(), bench.scope);
  const { environment } = someRecords([]);
  const times = { startedAt: '2026-11-23T08:00:00.000Z', finishedAt: FINISHED_AT };
  return activity().run(() =>
    aggregateConfig(
      { records: bench.records(), environment },
      { ...bench.scope, manifest, ...times },
    ),
  );
}

/** The first row of the results file that the suite publishes. */
async function publishedRow(bench: TaskBench) {
  const ports = { records: bench.records(), results: createResultsFolder(results) };
  await activity().run(() => publishSuite(ports, bench.scope.scope, FINISHED_AT));
  const text = await readFile(join(results, 'tiny-cpu_20261123_080130.json'), 'utf8');
  return ResultsFileSchema.parse(JSON.parse(text)).results[0].results[0];
}

test('from the answers of repeats to the score that orchestration is told', async () => {
  await using bench = await halfRight();
  expect(await aggregate(bench)).toMatchObject({
    counts: { planned: 4, scored: 3, failed: 0, unscored: 1, correct: 1 },
    overall: 25,
  });
});

test('every repeat keeps its own answer in the report and the results file', async () => {
  await using bench = await halfRight();
  await storeSuite(bench.store, { ...bench.config, configs: [bench.config] });
  await aggregate(bench);
  const { suite, runKey } = bench.config;
  const { configs } = await readRun(bench.store, { suite, runKey, generatedAt: FINISHED_AT });
  expect(configs[0]?.tasks[0]?.repeats).toMatchObject([
    { repeat: 0, score: { correct: true } },
    { repeat: 1, answer: 'No idea.', score: { correct: false } },
  ]);
  expect(configs[0]?.tasks[1]?.repeats).toMatchObject([{ answer: 'No idea.' }, { score: null }]);

  expect(await publishedRow(bench)).toMatchObject({ score: 0.5, predicted: '' });
  const csv = await readFile(join(results, 'leaderboard.csv'), 'utf8');
  expect(csv).toContain(',25,');
});

test('a results file holds as much of the answers as its config asks for', async () => {
  const nothing = { storePredicted: false, storeQuestion: false, storeExpected: false };
  const storage = { ...nothing, storePredicted: true, predictedMaxChars: 5, truncate: true };
  await using bench = await halfRight({ storage });
  await storeSuite(bench.store, { ...bench.config, configs: [bench.config] });
  await aggregate(bench);
  const { repeats } = (await publishedRow(bench)) ?? {};
  expect(repeats?.[1]?.predicted).toBe('No id...');
});
