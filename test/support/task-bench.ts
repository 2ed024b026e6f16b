import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApplicationFailure } from '@temporalio/common';
import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import type {
  AnsweredTask,
  ConfigScope,
  RunScope,
  TaskRef,
  TaskResult,
} from '../../activities/contract.ts';
import { runActivities } from '../../activities/index.ts';
import { RunRecords } from '../../activities/run-records.ts';
import { sampleTasks } from '../../activities/sample-tasks.ts';
import type { AgentClient } from '../../src/adapters/a2a/agent-client.ts';
import type { ArtifactStore } from '../../src/adapters/artifacts/artifact-store.ts';
import { createDirectoryStore } from '../../src/adapters/artifacts/directory-store.ts';
import { getJson, putJson } from '../../src/adapters/artifacts/json-artifacts.ts';
import { type DeploymentRecord, type Outcome, OutcomeSchema } from '../../src/contracts/records.ts';
import { SliceSchema } from '../../src/contracts/task-record.ts';
import { isJudged, isMarket, type QuestionTask } from '../../src/domain/dataset/task.ts';
import {
  configKeys,
  configRoot,
  type DeploymentState,
  roundKeys,
  runRoot,
} from '../../src/domain/suite/artifact-keys.ts';
import type { ConfigRun } from '../../src/domain/suite/config-run.ts';
import { aConfigRun } from './config-records.ts';

export const AGENT_URL = 'http://agent.invalid';

/** One attempt of an activity, as a worker would run it. */
export const activity = (attempt = 1): MockActivityEnvironment =>
  new MockActivityEnvironment({ attempt }, { logger: new DefaultLogger('ERROR') });

export interface Place {
  readonly position?: number;
  readonly repeat?: number;
  readonly round?: number;
  readonly environment?: MockActivityEnvironment;
}

/** A config run in a store of its own: sampled, deployed, ready to be asked; no server, no queue. */
export class TaskBench implements AsyncDisposable {
  readonly store: ArtifactStore;
  readonly config: ConfigRun;
  readonly scope: ConfigScope;
  readonly configDir: string;
  readonly #root: string;
  #epoch = 0;

  private constructor(root: string, store: ArtifactStore, config: ConfigRun, scope: ConfigScope) {
    this.#root = root;
    this.store = store;
    this.config = config;
    this.scope = scope;
    this.configDir = configRoot(scope.scope.root, config.configId);
  }

  static async start(changes: Partial<ConfigRun> = {}): Promise<TaskBench> {
    const root = await mkdtemp(join(tmpdir(), 'durabench-task-bench-'));
    const store = createDirectoryStore(root);
    const config = aConfigRun({ numTasks: 3, ...changes });
    const { suite, runKey } = config;
    const scope = { suite, runKey, root: runRoot(suite, runKey), round: 0, generation: 0 };
    const bench = new TaskBench(root, store, config, await storeConfig(store, scope, config));
    await sampleTasks(bench.records(), bench.scope);
    await bench.deploy('healthy');
    return bench;
  }

  /** Another config of the same run, not sampled yet. */
  addConfig(changes: Partial<ConfigRun>): Promise<ConfigScope> {
    return storeConfig(this.store, this.scope.scope, { ...this.config, ...changes });
  }

  /** As a worker that has just started sees them. */
  records(): RunRecords {
    return new RunRecords(this.store);
  }

  inRound(round: number): ConfigScope {
    return { ...this.scope, scope: { ...this.scope.scope, round } };
  }

  /** Records what is deployed; `healthy` begins a new epoch. */
  async deploy(state: DeploymentState, modelUrl?: string): Promise<void> {
    if (state === 'healthy') this.#epoch += 1;
    const record: DeploymentRecord = {
      schemaVersion: 1,
      deploymentId: 'd1',
      epoch: this.#epoch,
      state,
      ...(state === 'healthy' && { agentUrl: AGENT_URL }),
      ...(modelUrl !== undefined && { modelUrl }),
      at: new Date().toISOString(),
    };
    await putJson(this.store, configKeys(this.configDir).deployment(0, this.#epoch, state), record);
  }

  async task(position = 0): Promise<QuestionTask> {
    const key = configKeys(this.configDir).slice(Math.floor(position / 50));
    const task = (await getJson(this.store, key, SliceSchema)).tasks[position % 50];
    if (task === undefined || isMarket(task) || isJudged(task))
      throw new Error(`no question at ${position}`);
    return task;
  }

  /** One attempt at one task, by a worker of its own. */
  async runTask(agents: AgentClient, place: Place = {}): Promise<TaskResult> {
    const { runTask } = runActivities({ records: this.records(), agents });
    const ref = await this.ref(place);
    const environment = place.environment ?? activity();
    const result: TaskResult | AnsweredTask = await environment.run(() => runTask(ref));
    if (result.kind === 'answered') throw new Error('the task waits for a judge');
    return result;
  }

  /** Attempts as Temporal would make them, without the pauses. */
  async untilDone(agents: AgentClient, place: Place = {}) {
    const failures: ApplicationFailure[] = [];
    for (;;) {
      try {
        const environment = activity(failures.length + 1);
        return { result: await this.runTask(agents, { ...place, environment }), failures };
      } catch (error) {
        if (!(error instanceof ApplicationFailure) || error.nonRetryable === true) throw error;
        failures.push(error);
      }
    }
  }

  async ref({ position = 0, repeat = 0, round = 0 }: Place = {}): Promise<TaskRef> {
    const { id } = await this.task(position);
    return {
      ...this.inRound(round),
      slice: Math.floor(position / 50),
      repeat,
      position: position % 50,
      taskId: id,
    };
  }

  async keys({ position = 0, repeat = 0, round = 0 }: Place = {}) {
    const { id } = await this.task(position);
    return roundKeys(configKeys(this.configDir).task(id, repeat), round);
  }

  /** Files of a task in a round, relative to its folder. */
  async files(place: Place = {}): Promise<readonly string[]> {
    const { dir } = await this.keys(place);
    return (await this.store.list(`${dir}/`)).map((key) => key.slice(dir.length + 1));
  }

  async outcome(place: Place = {}): Promise<Outcome> {
    return getJson(this.store, (await this.keys(place)).outcome, OutcomeSchema);
  }

  async putOutcome(place: Place, changes: Partial<Outcome>): Promise<void> {
    const task = await this.task(place.position);
    const outcome = { ...changes, taskId: task.id, round: place.round ?? 0 };
    await putJson(this.store, (await this.keys(place)).outcome, outcome);
  }

  [Symbol.asyncDispose](): Promise<void> {
    // Attempts that nobody waits for any more may still be writing.
    return rm(this.#root, { recursive: true, force: true, maxRetries: 10 });
  }
}

async function storeConfig(
  store: ArtifactStore,
  scope: RunScope,
  config: ConfigRun,
): Promise<ConfigScope> {
  const key = configKeys(configRoot(scope.root, config.configId)).run;
  return { scope, config: (await putJson(store, key, config)).ref };
}
