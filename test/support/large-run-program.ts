// Draws, summarises and publishes a large run in a process of its own, whose heap has a bound.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { aggregateConfig } from '../../activities/aggregate.ts';
import { publishSuite } from '../../activities/publish-suite.ts';
import { RunRecords } from '../../activities/run-records.ts';
import { sampleTasks } from '../../activities/sample-tasks.ts';
import { putJson } from '../../src/adapters/artifacts/json-artifacts.ts';
import { createResultsFolder } from '../../src/adapters/artifacts/results-folder.ts';
import { configKeys, configRoot, runRoot } from '../../src/domain/suite/artifact-keys.ts';
import type { ConfigResult } from '../../src/domain/suite/progress.ts';
import { aConfigRun, someRecords } from './config-records.ts';
import { LargeRunStore } from './large-run-store.ts';
import { storeSuite } from './stored-run.ts';
import { activity } from './task-bench.ts';

const count = Number(process.argv[2]);
const base = aConfigRun();
const [dataset] = base.evalConfig.datasets;
if (dataset?.source !== 'generated') throw new Error('the config generates no questions');
const datasets = [{ ...dataset, count }];
const storage = {
  ...{ storePredicted: true, storeQuestion: true, storeExpected: true, truncate: false },
};
const config = {
  ...base,
  evalConfig: { ...base.evalConfig, datasets },
  ...{ numTasks: count, storage },
};
const { suite, runKey } = config;
const scope = { suite, runKey, root: runRoot(suite, runKey), round: 0, generation: 0 };
const configDir = configRoot(scope.root, config.configId);

const store = new LargeRunStore();
const { ref } = await putJson(store, configKeys(configDir).run, config);
const sampled = await sampleTasks(new RunRecords(store), { scope, config: ref });
const { tasks } = await new RunRecords(store).manifest(configDir);
store.answerAll(
  configDir,
  tasks.map(({ id, dataset }) => ({ taskId: id, dataset })),
);

const startedAt = '2026-11-23T08:00:00.000Z';
const finishedAt = '2026-11-23T09:00:00.000Z';
const records = new RunRecords(store);
const { environment } = someRecords([]);
const result: ConfigResult = await activity().run(() =>
  aggregateConfig(
    { records, environment },
    { scope, config: ref, manifest: sampled.manifest, startedAt, finishedAt },
  ),
);
await storeSuite(store, { suite, runKey, configs: [config] });
const folder = await mkdtemp(join(tmpdir(), 'durabench-large-run-'));
try {
  const results = createResultsFolder(folder);
  await activity().run(() => publishSuite({ records, results }, scope, finishedAt));
} finally {
  await rm(folder, { recursive: true });
}
console.log(JSON.stringify(result.counts));
