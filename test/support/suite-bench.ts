import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection, type WorkflowHandle } from '@temporalio/client';
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import type { ArtifactStore } from '../../src/adapters/artifacts/artifact-store.ts';
import { createDirectoryStore } from '../../src/adapters/artifacts/directory-store.ts';
import { getJson } from '../../src/adapters/artifacts/json-artifacts.ts';
import {
  DeploymentRecordSchema,
  type Outcome,
  OutcomeSchema,
} from '../../src/contracts/records.ts';
import { ConfigReportSchema } from '../../src/contracts/report.ts';
import type { ConfigReport } from '../../src/domain/leaderboard/report-types.ts';
import { configKeys, configRoot, runRoot } from '../../src/domain/suite/artifact-keys.ts';
import type { SuiteResult } from '../../src/domain/suite/progress.ts';
import {
  EVAL_QUEUE,
  hostQueue,
  JUDGE_QUEUE,
  LOCAL_HOST,
  ORCHESTRATION_QUEUE,
  runQueue,
  SIM_QUEUE,
  suiteWorkflowId,
} from '../../src/temporal/names.ts';
import { type BenchPorts, createActivities } from './bench-activities.ts';
import { workflowBundle } from './workflow-bundle.ts';

export { workflowBundle } from './workflow-bundle.ts';

export type Role = 'orchestration' | 'eval' | 'host' | 'run' | 'judge' | 'sim';

export interface BenchOptions extends BenchPorts {
  readonly temporalAddress: string;
  /** Agent calls at once. */
  readonly concurrency?: number;
  /** Whose servers, agents and calls the workers take; `local` by default. */
  readonly host?: string;
  /** Kept when given; a temporary folder otherwise. */
  readonly root?: string;
  /** The workers of this process; all by default. */
  readonly roles?: readonly Role[];
}

export interface RunName {
  readonly suite: string;
  readonly runKey: string;
}

export type SuiteWorkflow = (input: unknown) => Promise<SuiteResult>;
export type SuiteHandle = WorkflowHandle<SuiteWorkflow>;

let installed = false;
function quietRuntime(): void {
  if (installed) return;
  installed = true;
  Runtime.install({
    logger: new DefaultLogger('ERROR'),
    telemetryOptions: { logging: { filter: 'OFF' } },
  });
}

/** All workers of one host in this process, against a real Temporal server. */
export class SuiteBench implements AsyncDisposable {
  readonly client: Client;
  readonly store: ArtifactStore;
  readonly root: string;
  readonly #stop: () => Promise<void>;

  private constructor(
    client: Client,
    store: ArtifactStore,
    root: string,
    stop: () => Promise<void>,
  ) {
    this.client = client;
    this.store = store;
    this.root = root;
    this.#stop = stop;
  }

  static async start(options: BenchOptions): Promise<SuiteBench> {
    quietRuntime();
    const { temporalAddress: address } = options;
    const root = options.root ?? (await mkdtemp(join(tmpdir(), 'durabench-bench-')));
    const store = createDirectoryStore(join(root, 'artifacts'));
    const connection = await NativeConnection.connect({ address });
    const workers = await startWorkers(options, connection, root, store);
    const running = Promise.all(workers.map((worker) => worker.run()));
    const clientConnection = await Connection.connect({ address });
    const client = new Client({ connection: clientConnection });
    const stop = async (): Promise<void> => {
      // A test that failed half-way must not leave its runs to the workers of the next one.
      if (options.root === undefined) await terminateOpenRuns(client);
      for (const worker of workers) if (worker.getState() === 'RUNNING') worker.shutdown();
      await running;
      await connection.close();
      await clientConnection.close();
      if (options.root === undefined) await rm(root, { recursive: true, force: true });
    };
    return new SuiteBench(client, store, root, stop);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#stop();
  }

  start(input: RunName, workflowId = suiteWorkflowId(input.suite, input.runKey)) {
    return this.startRaw(workflowId, input);
  }

  /** Starts `runSuite` with any arguments, as another client of Temporal might. */
  startRaw(workflowId: string, ...args: unknown[]): Promise<SuiteHandle> {
    return this.client.workflow.start<(...any: unknown[]) => Promise<SuiteResult>>('runSuite', {
      workflowId,
      taskQueue: ORCHESTRATION_QUEUE,
      args,
    });
  }

  /** The stored outcomes of a config, by round and task. */
  async outcomes(run: RunName, configId: string): Promise<readonly Outcome[]> {
    const keys = await this.store.list(`${rootOf(run, configId)}/tasks/`);
    const outcomes = keys.filter((key) => key.endsWith('/outcome.json'));
    return Promise.all(outcomes.map((key) => getJson(this.store, key, OutcomeSchema)));
  }

  /** States of a config's deployment, in order. */
  async deploymentStates(run: RunName, configId: string): Promise<readonly string[]> {
    const keys = await this.store.list(configKeys(rootOf(run, configId)).deployments);
    const records = keys.map((key) => getJson(this.store, key, DeploymentRecordSchema));
    return (await Promise.all(records)).map(({ state }) => state);
  }

  /** The latest report of a config. */
  async report(run: RunName, configId: string): Promise<ConfigReport> {
    const keys = await this.store.list(configKeys(rootOf(run, configId)).reports);
    return getJson(this.store, keys.at(-1) ?? 'no report', ConfigReportSchema);
  }
}

const rootOf = ({ suite, runKey }: RunName, configId: string): string =>
  configRoot(runRoot(suite, runKey), configId);

async function startWorkers(
  options: BenchOptions,
  connection: NativeConnection,
  root: string,
  store: ArtifactStore,
): Promise<readonly Worker[]> {
  const { host = LOCAL_HOST } = options;
  const activities = await createActivities(options, root, store);
  // As in src/worker.ts: cancellation travels with the heartbeats.
  const common = {
    connection,
    maxHeartbeatThrottleInterval: '4s',
    defaultHeartbeatThrottleInterval: '4s',
    stickyQueueScheduleToStartTimeout: '5s',
    shutdownForceTime: '5s',
    shutdownGraceTime: 0,
  } as const;
  const create: Readonly<Record<Role, () => Promise<Worker>>> = {
    orchestration: async () =>
      Worker.create({
        ...common,
        taskQueue: ORCHESTRATION_QUEUE,
        workflowBundle: await workflowBundle(),
      }),
    eval: () => Worker.create({ ...common, taskQueue: EVAL_QUEUE, activities: activities.eval }),
    host: () =>
      Worker.create({ ...common, taskQueue: hostQueue(host), activities: activities.host }),
    run: () =>
      Worker.create({
        ...common,
        taskQueue: runQueue(host),
        activities: activities.run,
        maxConcurrentActivityTaskExecutions: options.concurrency ?? 16,
      }),
    judge: () => Worker.create({ ...common, taskQueue: JUDGE_QUEUE, activities: activities.judge }),
    // Each is a thread: as many as src/worker.ts allows on a machine of two cores.
    sim: () =>
      Worker.create({
        ...common,
        taskQueue: SIM_QUEUE,
        activities: activities.sim,
        maxConcurrentActivityTaskExecutions: 1,
      }),
  };
  const roles = options.roles ?? (Object.keys(create) as Role[]);
  return Promise.all(roles.map((role) => create[role]()));
}

async function terminateOpenRuns(client: Client): Promise<void> {
  for await (const { workflowId } of client.workflow.list({ query: 'ExecutionStatus="Running"' })) {
    // The list lags behind: some have closed.
    await client.workflow
      .getHandle(workflowId)
      .terminate('test over')
      .catch(() => {});
  }
}
