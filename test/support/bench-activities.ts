import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { GpuTelemetry } from '../../activities/gpu-meter.ts';
import {
  evalActivities,
  hostActivities,
  judgeActivities,
  runActivities,
  simActivities,
} from '../../activities/index.ts';
import type { HostRules } from '../../activities/resolve-deployment.ts';
import { RunRecords } from '../../activities/run-records.ts';
import type { AgentClient } from '../../src/adapters/a2a/agent-client.ts';
import type { AgentHost } from '../../src/adapters/agents/agent-host.ts';
import type { ArtifactStore } from '../../src/adapters/artifacts/artifact-store.ts';
import { createResultsFolder } from '../../src/adapters/artifacts/results-folder.ts';
import { ensureStoreId } from '../../src/adapters/artifacts/store-id.ts';
import type { InferenceServer } from '../../src/adapters/inference/inference-server.ts';
import { createJudgeClients } from '../../src/adapters/judge/judge-clients.ts';
import { JudgeThrottle } from '../../src/adapters/judge/judge-throttle.ts';
import { scoreInThread } from '../../src/adapters/simulation/thread-scorer.ts';
import { planningFiles } from '../../src/planning-files.ts';
import { PACKAGE_ROOT } from '../../src/settings/package-root.ts';
import { LOCAL_HOST } from '../../src/temporal/names.ts';
import { closedRules } from './closed-rules.ts';
import { FakeAgentHost } from './fake-hosts.ts';

export interface BenchPorts {
  readonly agent: AgentClient;
  readonly agentHost?: AgentHost;
  readonly inferenceServer?: InferenceServer;
  readonly rules?: HostRules;
  /** `local` by default. */
  readonly host?: string;
  readonly telemetry?: GpuTelemetry;
}

const VERSION = '0.0.0-test';

/** The real activities over fake servers and agents. Experiment files lie in `<root>/experiments`. */
export async function createActivities(ports: BenchPorts, root: string, store: ArtifactStore) {
  const records = new RunRecords(store);
  const { inferenceServer } = ports;
  const experimentsRoot = join(root, 'experiments');
  await mkdir(experimentsRoot, { recursive: true });
  return {
    eval: evalActivities({
      records,
      rules: ports.rules ?? closedRules(),
      ...planningFiles(
        {
          experimentsRoot,
          configRoot: join(PACKAGE_ROOT, 'config'),
          cacheDir: join(experimentsRoot, 'cache'),
        },
        {},
      ),
      storeId: await ensureStoreId(store),
      durabenchVersion: VERSION,
      environment: {
        durabenchVersion: VERSION,
        gitRevision: null,
        nodeVersion: process.version,
        platform: 'test',
        cpuModel: 'test',
        cpuCores: 1,
      },
      results: createResultsFolder(join(root, 'results')),
    }),
    host: hostActivities({
      records,
      serverFor: (spec) => {
        if (inferenceServer === undefined) throw new Error(`no server for ${spec.engine} here`);
        return inferenceServer;
      },
      agentHost: ports.agentHost ?? new FakeAgentHost(),
      workDir: join(root, 'hosts', ports.host ?? LOCAL_HOST),
      watchIntervalMs: 100,
      ...(ports.telemetry && { telemetry: ports.telemetry }),
    }),
    run: runActivities({ records, agents: ports.agent }),
    judge: judgeActivities({
      records,
      clientOf: createJudgeClients({}),
      throttle: new JudgeThrottle(),
    }),
    sim: simActivities({ records, scoreScenario: scoreInThread }),
  };
}
