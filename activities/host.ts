import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AgentHost, AgentRequest } from '../src/adapters/agents/agent-host.ts';
import type {
  InferenceServer,
  Liveness,
  ServerRequest,
} from '../src/adapters/inference/inference-server.ts';
import { ConfigurationError } from '../src/domain/errors.ts';
import { configRoot } from '../src/domain/suite/artifact-keys.ts';
import type { ConfigRun, DeploymentSpec } from '../src/domain/suite/config-run.ts';
import type { ConfigScope, HostActivities, LeaseEpoch } from './contract.ts';
import { explainedStart } from './failed-start.ts';
import { failure } from './failures.ts';
import { withHeartbeat } from './heartbeat.ts';
import { type LeasedServer, LeaseGuard } from './lease-guard.ts';
import { writeOracleAnswers } from './oracle-answers-file.ts';
import type { RunRecords } from './run-records.ts';
import { keepLog, keepProbe, type ServerOfConfig } from './server-records.ts';

export interface HostPorts {
  readonly records: RunRecords;
  readonly serverFor: (spec: DeploymentSpec) => InferenceServer;
  readonly agentHost: AgentHost;
  /** Where files for agents on this host are put. */
  readonly workDir: string;
  /** Between two looks at a server or an agent. */
  readonly watchIntervalMs?: number;
}

const WATCH_INTERVAL_MS = 1_000;
/** A busy server may answer a look late; one that misses three is lost. */
const MISSED_LOOKS_MAX = 3;

export function createHostActivities(ports: HostPorts): HostActivities {
  const { records, agentHost, watchIntervalMs = WATCH_INTERVAL_MS } = ports;
  const guard = new LeaseGuard(join(ports.workDir, 'lease.json'));
  const serverOf = async (scope: ConfigScope, lease?: LeaseEpoch): Promise<ServerOfConfig> => {
    const config = await records.configRun(scope);
    const request = serverRequest(config, scope, lease);
    return { configId: config.configId, request, server: ports.serverFor(request.spec) };
  };
  const agentOf = async (scope: ConfigScope) => agentRequest(await records.configRun(scope), scope);
  /** Beside a failure, which a full disk must not hide. */
  const tryKeepLog = (scope: ConfigScope, of: ServerOfConfig): Promise<void> =>
    keepLog(records, scope, of).catch(() => undefined);
  const stopLeased = async ({ config }: LeasedServer, lease: LeaseEpoch): Promise<void> => {
    const of = await serverOf(config, lease);
    await tryKeepLog(config, of);
    await of.server.release(of.request);
  };

  return {
    answer: async () => undefined,

    ensureServer: (scope, lease) =>
      withHeartbeat(async (signal) => {
        const { request, server } = await serverOf(scope, lease);
        const { deploymentId } = request;
        if (lease !== undefined) {
          await guard.enter(lease, async (other) => {
            if (other !== undefined && other.deploymentId !== deploymentId) {
              await stopLeased(other, lease);
            }
            return { deploymentId, config: scope };
          });
        }
        return server.ensure(request, signal);
      }),

    awaitHealthy: (scope, running) =>
      withHeartbeat(async (signal) => {
        const of = await serverOf(scope);
        try {
          const health = await of.server.awaitHealthy(running, of.request, signal);
          await keepProbe(records, scope, of, health);
          return health.models;
        } catch (error) {
          if (signal.aborted) throw error;
          await tryKeepLog(scope, of);
          throw await explainedStart(error, of).catch(() => error);
        }
      }),

    watchServer: (scope, running) =>
      withHeartbeat(async (signal) => {
        const of = await serverOf(scope);
        const reason = await untilLost(
          () => of.server.check(running, of.request, signal),
          watchIntervalMs,
          signal,
        );
        await tryKeepLog(scope, of);
        throw failure('ServerLost', `model server lost: ${reason}`, { retryable: false });
      }),

    stopServer: async (scope) => {
      const of = await serverOf(scope);
      await tryKeepLog(scope, of);
      await of.server.release(of.request);
    },

    stopLeasedServer: (lease) =>
      guard.enter(lease, async (running) => {
        if (running !== undefined) await stopLeased(running, lease);
        return undefined;
      }),

    ensureAgent: (scope, modelBaseUrl) =>
      withHeartbeat(async (signal) => {
        const request = await agentOf(scope);
        const answersFile = isOracle(request)
          ? await writeOracleAnswers(ports, request.agentId, scope)
          : undefined;
        const extras = {
          ...(modelBaseUrl && { modelBaseUrl }),
          ...(answersFile && { answersFile }),
        };
        return agentHost.ensure({ ...request, ...extras }, signal);
      }),

    watchAgent: (scope, agent) =>
      withHeartbeat(async (signal) => {
        const request = await agentOf(scope);
        const reason = await untilLost(
          () => agentHost.check(agent, request, signal),
          watchIntervalMs,
          signal,
        );
        throw failure('AgentLost', `agent lost: ${reason}`, { retryable: false });
      }),

    stopAgent: async (scope) => {
      await agentHost.release(await agentOf(scope));
    },
  };
}

async function untilLost(
  look: () => Promise<Liveness>,
  intervalMs: number,
  signal: AbortSignal,
): Promise<string> {
  for (let missed = 0; ; ) {
    await sleep(intervalMs, undefined, { signal });
    const liveness = await look();
    missed = liveness.alive ? 0 : missed + 1;
    if (!liveness.alive && missed >= MISSED_LOOKS_MAX) return liveness.reason;
  }
}

// Holders are named by the records, not by workflows: a resume takes over what a terminated
// workflow could not release. Configs of a suite run share servers; an agent is a config's own.

function serverRequest(
  config: ConfigRun,
  { scope }: ConfigScope,
  lease: LeaseEpoch | undefined,
): ServerRequest {
  const isJudges = scope.phase === 'grade';
  const { deployment, deploymentId } = (isJudges ? config.judge : config) ?? {};
  if (deployment === undefined || deploymentId === undefined) {
    const whose = isJudges ? ' for its judge' : '';
    throw new ConfigurationError(`config "${config.configId}" has no model server${whose}`);
  }
  return {
    deploymentId,
    spec: deployment,
    holder: lease === undefined ? scope.root : `host/${lease.host}`,
  };
}

function agentRequest({ agent, configId }: ConfigRun, { scope }: ConfigScope): AgentRequest {
  const agentId = configRoot(scope.root, configId);
  return { agentId, spec: agent, holder: agentId };
}

const isOracle = ({ spec }: AgentRequest): boolean =>
  spec.kind === 'oracle' || spec.kind === 'noisy-oracle';
