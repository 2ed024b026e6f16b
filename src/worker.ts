import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { availableParallelism, cpus, hostname } from 'node:os';
import { extname, join } from 'node:path';
import {
  type NativeConnection,
  Runtime,
  type WorkerOptions as SdkOptions,
  Worker,
} from '@temporalio/worker';
import { GPU_TELEMETRY } from '../activities/gpu-meter.ts';
import {
  evalActivities,
  hostActivities,
  judgeActivities,
  runActivities,
  simActivities,
} from '../activities/index.ts';
import { RunRecords } from '../activities/run-records.ts';
import { A2aAgentClient } from './adapters/a2a/a2a-agent-client.ts';
import { ProcessAgentHost } from './adapters/agents/process-agent-host.ts';
import type { ArtifactStore } from './adapters/artifacts/artifact-store.ts';
import { createDirectoryStore } from './adapters/artifacts/directory-store.ts';
import { putHost } from './adapters/artifacts/host-records.ts';
import { registerSecrets } from './adapters/artifacts/redact.ts';
import { createResultsFolder } from './adapters/artifacts/results-folder.ts';
import { ensureStoreId } from './adapters/artifacts/store-id.ts';
import { createJudgeClients } from './adapters/judge/judge-clients.ts';
import { JudgeThrottle } from './adapters/judge/judge-throttle.ts';
import { ProcessRegistry } from './adapters/process/process-registry.ts';
import { scoreInThread } from './adapters/simulation/thread-scorer.ts';
import { createLogger } from './adapters/telemetry/logger.ts';
import { sampleGpus } from './adapters/telemetry/nvidia-smi.ts';
import type { KnownHost } from './domain/deployment/place/known-host.ts';
import type { RunEnvironment } from './domain/leaderboard/provenance-types.ts';
import { hostRules } from './host-rules.ts';
import { hostServers } from './host-servers.ts';
import { planningFiles } from './planning-files.ts';
import { hostProcessesDir } from './settings/host-folders.ts';
import { PACKAGE_ROOT, packageVersion } from './settings/package-root.ts';
import type { Settings } from './settings/settings.ts';
import { connectWorker } from './temporal/connection.ts';
import {
  EVAL_QUEUE,
  hostQueue,
  JUDGE_QUEUE,
  ORCHESTRATION_QUEUE,
  runQueue,
  SIM_QUEUE,
} from './temporal/names.ts';

export interface WorkerOptions {
  readonly settings: Settings;
  /** What is told of it to all who share the store. */
  readonly host: KnownHost;
  readonly experimentsRoot: string;
  /** The environment with `.env`; secrets are looked up here, inside activities. */
  readonly env: Readonly<NodeJS.ProcessEnv>;
}

/** A worker for all queues of one host. Resolves after SIGTERM or SIGINT, when it has shut down. */
export async function startWorker(options: WorkerOptions): Promise<void> {
  const { settings } = options;
  const { host, concurrency } = options.host;
  registerSecrets(options.env);
  Runtime.install({
    logger: createLogger(settings.logLevel),
    shutdownSignals: ['SIGTERM', 'SIGINT'],
  });
  const connection = await connectWorker(settings);
  try {
    const store = createDirectoryStore(join(settings.dataRoot, 'artifacts'));
    const activities = await createActivities(options, store);
    const create = (role: string, queue: string, extra: Partial<SdkOptions>) =>
      Worker.create({ ...commonOptions(connection, settings, role), taskQueue: queue, ...extra });
    const workers = await Promise.all([
      create('orchestration', ORCHESTRATION_QUEUE, workflowCode()),
      create('eval', EVAL_QUEUE, {
        activities: activities.eval,
        maxConcurrentActivityTaskExecutions: 20,
      }),
      // Watching is waiting: every config run of the host holds two of these.
      create('host', hostQueue(host), {
        activities: activities.host,
        maxConcurrentActivityTaskExecutions: 400,
      }),
      create('run', runQueue(host), {
        activities: activities.run,
        maxConcurrentActivityTaskExecutions: concurrency,
      }),
      // Waiting for the judge is no work; how many it sees at once is its throttle's matter.
      create('judge', JUDGE_QUEUE, {
        activities: activities.judge,
        maxConcurrentActivityTaskExecutions: 100,
      }),
      // Each keeps a core busy; one is left for everything else.
      create('sim', SIM_QUEUE, {
        activities: activities.sim,
        maxConcurrentActivityTaskExecutions: Math.max(1, availableParallelism() - 1),
      }),
    ]);
    await putHost(store, options.host);
    await Promise.all(workers.map((worker) => worker.run()));
  } finally {
    await connection.close();
  }
}

const commonOptions = (connection: NativeConnection, settings: Settings, role: string) =>
  ({
    connection,
    namespace: settings.temporal.namespace,
    identity: `durabench-${role}@${hostname()}#${process.pid}`,
    // Heartbeats come every 4 s; a longer throttle would make a SIGKILL cost more than it must.
    maxHeartbeatThrottleInterval: '4s',
    defaultHeartbeatThrottleInterval: '4s',
    stickyQueueScheduleToStartTimeout: '5s',
    maxCachedWorkflows: 200,
    // No grace: an agent call cut off here goes on at the agent, and the next attempt takes it up.
    shutdownGraceTime: 0,
    shutdownForceTime: '8s',
  }) satisfies Partial<SdkOptions>;

/** The prebuilt bundle of a build; a checkout bundles its sources, which takes seconds. */
function workflowCode(): Partial<SdkOptions> {
  const bundle = join(PACKAGE_ROOT, 'dist', 'workflow-bundle.js');
  const isBuilt = extname(import.meta.filename) === '.js' && existsSync(bundle);
  return isBuilt
    ? { workflowBundle: { codePath: bundle } }
    : {
        workflowsPath: join(
          import.meta.dirname,
          '..',
          'workflows',
          `index${extname(import.meta.filename)}`,
        ),
      };
}

async function createActivities(
  { settings, host: known, experimentsRoot, env }: WorkerOptions,
  store: ArtifactStore,
) {
  const { dataRoot, configRoot, cacheDir } = settings;
  const { host, allowCommand, trustRemoteCode } = known;
  const granted = { allowCommand, trustRemoteCode };
  const records = new RunRecords(store);
  const workDir = join(dataRoot, 'hosts', host);
  const processes = new ProcessRegistry(hostProcessesDir(settings, host), env);
  return {
    eval: evalActivities({
      records,
      rules: hostRules(configRoot, granted, env),
      ...planningFiles({ experimentsRoot, configRoot, cacheDir }, env),
      storeId: await ensureStoreId(store),
      durabenchVersion: packageVersion(),
      environment: describeEnvironment(),
      results: createResultsFolder(settings.resultsDir),
    }),
    host: hostActivities({
      records,
      serverFor: hostServers({ settings, host, processes, granted, env }),
      agentHost: new ProcessAgentHost({ processes, environment: env, allowCommand }),
      workDir,
      telemetry: {
        ...GPU_TELEMETRY,
        sample: (gpus, atMs, signal) => sampleGpus(gpus, atMs, signal, env),
      },
    }),
    run: runActivities({ records, agents: new A2aAgentClient() }),
    judge: judgeActivities({
      records,
      clientOf: createJudgeClients(env),
      throttle: new JudgeThrottle(),
    }),
    sim: simActivities({ records, scoreScenario: scoreInThread }),
  };
}

function describeEnvironment(): RunEnvironment {
  const [cpu] = cpus();
  return {
    durabenchVersion: packageVersion(),
    gitRevision: gitRevision(),
    nodeVersion: process.version,
    platform: `${process.platform}-${process.arch}`,
    cpuModel: cpu?.model ?? 'unknown',
    cpuCores: cpus().length,
  };
}

function gitRevision(): string | null {
  // An installed package is no checkout, though its user's project may be one.
  if (!existsSync(join(PACKAGE_ROOT, '.git'))) return null;
  try {
    const options = { cwd: PACKAGE_ROOT, encoding: 'utf8', stdio: 'pipe' } as const;
    return execFileSync('git', ['rev-parse', 'HEAD'], options).trim();
  } catch {
    // Git need not be there.
    return null;
  }
}
