import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AgentHost, AgentRequest } from '../src/adapters/agents/agent-host.ts';
import type { Liveness } from '../src/adapters/inference/inference-server.ts';
import { configRoot } from '../src/domain/suite/artifact-keys.ts';
import type { ConfigRun } from '../src/domain/suite/config-run.ts';
import type { ConfigScope } from './contract.ts';
import { explainedLoss, explainedStart, lost, type Repair } from './failed-start.ts';
import { failure } from './failures.ts';
import { GPU_TELEMETRY, GpuMeters, type GpuTelemetry } from './gpu-meter.ts';
import { withHeartbeat } from './heartbeat.ts';
import type { DeployedServer, HostActivities, LeaseEpoch } from './host-contract.ts';
import { type LeasedServer, LeaseGuard } from './lease-guard.ts';
import { writeOracleAnswers } from './oracle-answers-file.ts';
import { repairServer } from './repair-server.ts';
import { keepLog, keepProbe, type ServerOfConfig } from './server-records.ts';
import { type ServerVersionPorts, ServerVersions } from './server-versions.ts';

export interface HostPorts extends ServerVersionPorts {
  readonly agentHost: AgentHost;
  /** Where files for agents on this host are put. */
  readonly workDir: string;
  /** Between two looks at a server or an agent. */
  readonly watchIntervalMs?: number;
  readonly telemetry?: GpuTelemetry;
}

const WATCH_INTERVAL_MS = 1_000;
/** A busy server may answer a look late; one that misses three is lost. */
const MISSED_LOOKS_MAX = 3;

export function createHostActivities(ports: HostPorts): HostActivities {
  const { records, agentHost, watchIntervalMs = WATCH_INTERVAL_MS } = ports;
  const { telemetry = GPU_TELEMETRY } = ports;
  const guard = new LeaseGuard(join(ports.workDir, 'lease.json'));
  const meters = new GpuMeters(records.store, telemetry);
  const agentOf = async (scope: ConfigScope) => agentRequest(await records.configRun(scope), scope);
  /** Beside a failure, which a full disk must not hide. */
  const tryKeepLog = (scope: ConfigScope, of: ServerOfConfig): Promise<void> =>
    keepLog(records, scope, of).catch(() => undefined);
  const stop = async (scope: ConfigScope, of: ServerOfConfig): Promise<void> => {
    await meters.end(scope, of.configId);
    await tryKeepLog(scope, of);
    await of.server.release(of.request);
  };
  const stopLeased = async (leased: LeasedServer, lease: LeaseEpoch): Promise<void> => {
    const versions = await ServerVersions.read(ports, leased.config, lease);
    await stop(leased.config, versions.named(leased.deploymentId));
  };
  /** Its config ended while the host was away, or was terminated: nobody else will. */
  const stopAgentLeftBy = async ({ config }: LeasedServer, next?: ConfigScope): Promise<void> => {
    // A judge's server has none beside it: one that runs is of the config's next round.
    if (config.scope.phase === 'grade') return;
    // A run whose records were removed tells of no agent.
    const left = await agentOf(config).catch(() => undefined);
    const own = next && (await agentOf(next));
    if (left !== undefined && left.agentId !== own?.agentId) await agentHost.release(left);
  };
  const repair =
    (scope: ConfigScope, of: ServerOfConfig): Repair =>
    (diagnosis) =>
      repairServer(records, scope, of, diagnosis);

  /** The version that was started. @throws `ServerLost` when a repair has taken its place since. */
  const startedServer = async (scope: ConfigScope, { deploymentId }: DeployedServer) => {
    const versions = await ServerVersions.read(ports, scope);
    const of = versions.named(deploymentId);
    if (of.request.deploymentId === versions.current.request.deploymentId) return of;
    throw lost('the model server ended, and its deployment was repaired since');
  };

  return {
    answer: async () => undefined,

    ensureServer: (scope, lease) =>
      withHeartbeat(async (signal) => {
        const { current, former } = await ServerVersions.read(ports, scope, lease);
        const { request, server } = current;
        const { deploymentId } = request;
        const stopFormer = async () => {
          for (const of of former) await of.server.release(of.request);
        };
        if (lease === undefined) await stopFormer();
        else {
          await guard.enter(lease, async (other) => {
            await stopFormer();
            if (other !== undefined) await stopAgentLeftBy(other, scope);
            if (other !== undefined && other.deploymentId !== deploymentId) {
              await stopLeased(other, lease);
            }
            return { deploymentId, config: scope };
          });
        }
        return { ...(await server.ensure(request, signal)), deploymentId };
      }),

    awaitHealthy: (scope, running) =>
      withHeartbeat(async (signal) => {
        const of = await startedServer(scope, running);
        try {
          const health = await meters.during(scope, of, () =>
            of.server.awaitHealthy(running, of.request, signal),
          );
          await keepProbe(records, scope, of, health);
          return health.models;
        } catch (error) {
          if (signal.aborted) throw error;
          await tryKeepLog(scope, of);
          throw await explainedStart(error, of, repair(scope, of)).catch(() => error);
        }
      }),

    watchServer: (scope, running) =>
      withHeartbeat(async (signal) => {
        const of = await startedServer(scope, running);
        const look = () => of.server.check(running, of.request, signal);
        const reason = await meters.during(scope, of, () =>
          untilLost(look, watchIntervalMs, signal),
        );
        await tryKeepLog(scope, of);
        throw await explainedLoss(reason, of, repair(scope, of)).catch(() =>
          lost(`model server lost: ${reason}`),
        );
      }),

    stopServer: async (scope) => {
      const { current, former } = await ServerVersions.read(ports, scope);
      await stop(scope, current);
      for (const of of former) await of.server.release(of.request);
    },

    stopLeasedServer: (lease) =>
      guard.enter(lease, async (running) => {
        if (running === undefined) return undefined;
        await stopLeased(running, lease);
        await stopAgentLeftBy(running);
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
      // Nobody asks its server any more, which may be kept for the next config.
      await meters.end(scope, (await records.configRun(scope)).configId);
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

/** An agent is a config's own; a resume takes over what a terminated workflow could not release. */
function agentRequest({ agent, configId }: ConfigRun, { scope }: ConfigScope): AgentRequest {
  const agentId = configRoot(scope.root, configId);
  return { agentId, spec: agent, holder: agentId };
}

const isOracle = ({ spec }: AgentRequest): boolean =>
  spec.kind === 'oracle' || spec.kind === 'noisy-oracle';
