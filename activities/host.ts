import { join } from 'node:path';
import type { AgentHost } from '../src/adapters/agents/agent-host.ts';
import { GPU_TELEMETRY, GpuMeters, type GpuTelemetry } from './gpu-meter.ts';
import { withHeartbeat } from './heartbeat.ts';
import { HostAgents } from './host-agents.ts';
import type { HostActivities } from './host-contract.ts';
import { HostServers } from './host-servers.ts';
import { LeaseGuard } from './lease-guard.ts';
import type { ServerVersionPorts } from './server-versions.ts';

export interface HostPorts extends ServerVersionPorts {
  readonly agentHost: AgentHost;
  /** Where files for agents on this host are put. */
  readonly workDir: string;
  /** Between two looks at a server or an agent. */
  readonly watchIntervalMs?: number;
  readonly telemetry?: GpuTelemetry;
}

const WATCH_INTERVAL_MS = 1_000;

export function createHostActivities(ports: HostPorts): HostActivities {
  const { records, watchIntervalMs = WATCH_INTERVAL_MS, telemetry = GPU_TELEMETRY } = ports;
  const guard = new LeaseGuard(join(ports.workDir, 'lease.json'));
  const meters = new GpuMeters(records.store, telemetry);
  const agents = new HostAgents(ports);
  const servers = new HostServers({ ...ports, guard, meters, agents });
  return {
    answer: async () => undefined,
    ensureServer: (scope, lease) => withHeartbeat((signal) => servers.ensure(scope, lease, signal)),
    awaitHealthy: (scope, running) =>
      withHeartbeat((signal) => servers.awaitHealthy(scope, running, signal)),
    watchServer: (scope, running) =>
      withHeartbeat((signal) => servers.watch(scope, running, watchIntervalMs, signal)),
    stopServer: (scope) => servers.stop(scope),
    stopLeasedServer: (lease) => servers.stopLeased(lease),
    ensureAgent: (scope, modelBaseUrl) =>
      withHeartbeat((signal) => agents.ensure(scope, modelBaseUrl, signal)),
    watchAgent: (scope, agent) =>
      withHeartbeat((signal) => agents.watch(scope, agent, watchIntervalMs, signal)),
    stopAgent: async (scope) => {
      // Nobody asks its server any more, which may be kept for the next config.
      await meters.end(scope, (await records.configRun(scope)).configId);
      await agents.stop(scope);
    },
  };
}
