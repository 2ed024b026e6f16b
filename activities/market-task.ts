import { isMarket, type MarketTask } from '../src/domain/dataset/task.ts';
import { ArtifactError } from '../src/domain/errors.ts';
import { planStages } from '../src/domain/market/engines.ts';
import type { EpisodePlan } from '../src/domain/market/episode-plan.ts';
import type { Scenario } from '../src/domain/market/scenario.ts';
import { configKeys, configRoot } from '../src/domain/suite/artifact-keys.ts';
import type { ConfigRun } from '../src/domain/suite/config-run.ts';
import type { TaskRef } from './contract.ts';
import type { RunRecords } from './run-records.ts';

/** A traded task with everything its episodes need. */
export interface MarketContext {
  readonly ref: TaskRef;
  readonly config: ConfigRun;
  readonly task: MarketTask;
  readonly taskDir: string;
  readonly scenario: Scenario;
  readonly plans: readonly EpisodePlan[];
}

/** @throws ArtifactError when the task is a question. */
export async function marketContext(records: RunRecords, ref: TaskRef): Promise<MarketContext> {
  const config = await records.configRun(ref);
  const configDir = configRoot(ref.scope.root, config.configId);
  const task = await records.task(configDir, ref.slice, ref);
  if (!isMarket(task)) throw new ArtifactError(`task "${task.id}" is asked, not traded`);
  return {
    ref,
    config,
    task,
    taskDir: configKeys(configDir).task(task.id, ref.repeat),
    scenario: await records.scenario(task.source),
    plans: planStages(task, config).flat(),
  };
}
