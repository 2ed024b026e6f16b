import { RunRecords } from '../../activities/run-records.ts';
import { sampleTasks } from '../../activities/sample-tasks.ts';
import { getJson } from '../../src/adapters/artifacts/json-artifacts.ts';
import { ConfigRunSchema } from '../../src/contracts/config-run.ts';
import type { Task } from '../../src/domain/dataset/task.ts';
import type { RunProfile } from '../../src/domain/scoring/profile.ts';
import { configRoot } from '../../src/domain/suite/artifact-keys.ts';
import type { ConfigRun } from '../../src/domain/suite/config-run.ts';
import type { PlanningBench } from './planning-bench.ts';
import { referenceConfig } from './suite-inputs.ts';

export interface Drawing {
  readonly datasets: readonly object[];
  readonly sampling?: object;
  readonly numTasks?: number;
  /** Of the config, over that of the eval config. */
  readonly seed?: number;
  /** `compat` by default, for files of any content: `corrected` looks into the bars of markets first. */
  readonly profile?: RunProfile;
  /** Of datasets that `corrected` cannot grade by rules. */
  readonly judge?: object;
}

export interface DrawnSuite {
  readonly tasks: readonly Task[];
  readonly datasets: ConfigRun['evalConfig']['datasets'];
}

/** The tasks that a config of these datasets gets, as a worker plans and stores them. */
export async function drawnSuite(
  bench: PlanningBench,
  { datasets, profile = 'compat', numTasks = 1000, seed, judge, ...more }: Drawing,
): Promise<DrawnSuite> {
  const { sampling = { strategy: 'sequential' } } = more;
  const evalConfig = { name: 'drawn', datasets, sampling };
  const config = { ...referenceConfig('a', numTasks), profile, eval_config: evalConfig };
  const configs = [{ ...config, ...(seed !== undefined && { seed }), ...(judge && { judge }) }];
  const { scope, configs: plans } = await bench.plan({ schemaVersion: 1, suite: 'core', configs });
  const stored = plans[0]?.config;
  if (stored === undefined) throw new Error('the plan has no config');
  const records = new RunRecords(bench.store);
  await sampleTasks(records, { scope, config: stored });
  const dir = configRoot(scope.root, 'a');
  const { slices } = await records.manifest(dir);
  const tasks = await Promise.all(slices.map((_, slice) => records.sliceTasks(dir, slice)));
  const run = await getJson(bench.store, stored, ConfigRunSchema);
  return { tasks: tasks.flat(), datasets: run.evalConfig.datasets };
}

export const drawnTasks = async (
  bench: PlanningBench,
  drawing: Drawing,
): Promise<readonly Task[]> => (await drawnSuite(bench, drawing)).tasks;
