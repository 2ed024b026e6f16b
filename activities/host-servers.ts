import type { ConfigScope } from './contract.ts';
import { explainedLoss, explainedStart, lost, type Repair } from './failed-start.ts';
import type { GpuMeters } from './gpu-meter.ts';
import type { HostAgents } from './host-agents.ts';
import type { DeployedServer, LeaseEpoch } from './host-contract.ts';
import type { LeasedServer, LeaseGuard } from './lease-guard.ts';
import { repairServer } from './repair-server.ts';
import { keepLog, keepProbe, type ServerOfConfig } from './server-records.ts';
import { type ServerVersionPorts, ServerVersions } from './server-versions.ts';
import { untilLost } from './until-lost.ts';

export interface HostServerPorts extends ServerVersionPorts {
  readonly guard: LeaseGuard;
  readonly meters: GpuMeters;
  readonly agents: HostAgents;
}

/** The model servers of configs on one host. */
export class HostServers {
  readonly #ports: HostServerPorts;

  constructor(ports: HostServerPorts) {
    this.#ports = ports;
  }

  async ensure(
    scope: ConfigScope,
    lease: LeaseEpoch | undefined,
    signal: AbortSignal,
  ): Promise<DeployedServer> {
    const { guard, agents } = this.#ports;
    const { current, former } = await ServerVersions.read(this.#ports, scope, lease);
    const { request, server } = current;
    const { deploymentId } = request;
    if (lease === undefined) await releaseAll(former);
    else {
      await guard.enter(lease, async (other) => {
        await releaseAll(former);
        if (other !== undefined) await agents.stopLeftBy(other.config, scope);
        if (other !== undefined && other.deploymentId !== deploymentId) {
          await this.#stopLeased(other, lease);
        }
        return { deploymentId, config: scope };
      });
    }
    return { ...(await server.ensure(request, signal)), deploymentId };
  }

  async awaitHealthy(
    scope: ConfigScope,
    running: DeployedServer,
    signal: AbortSignal,
  ): Promise<readonly string[]> {
    const { records, meters } = this.#ports;
    const of = await this.#started(scope, running);
    try {
      const health = await meters.during(scope, of, () =>
        of.server.awaitHealthy(running, of.request, signal),
      );
      await keepProbe(records, scope, of, health);
      return health.models;
    } catch (error) {
      if (signal.aborted) throw error;
      await this.#tryKeepLog(scope, of);
      throw await explainedStart(error, of, this.#repairOf(scope, of)).catch(() => error);
    }
  }

  /** @throws `ServerLost`, and never returns */
  async watch(
    scope: ConfigScope,
    running: DeployedServer,
    intervalMs: number,
    signal: AbortSignal,
  ): Promise<never> {
    const of = await this.#started(scope, running);
    const look = () => of.server.check(running, of.request, signal);
    const reason = await this.#ports.meters.during(scope, of, () =>
      untilLost(look, intervalMs, signal),
    );
    await this.#tryKeepLog(scope, of);
    throw await explainedLoss(reason, of, this.#repairOf(scope, of)).catch(() =>
      lost(`model server lost: ${reason}`),
    );
  }

  async stop(scope: ConfigScope): Promise<void> {
    const { current, former } = await ServerVersions.read(this.#ports, scope);
    await this.#stop(scope, current);
    await releaseAll(former);
  }

  async stopLeased(lease: LeaseEpoch): Promise<void> {
    const { guard, agents } = this.#ports;
    await guard.enter(lease, async (running) => {
      if (running === undefined) return undefined;
      await this.#stopLeased(running, lease);
      await agents.stopLeftBy(running.config);
      return undefined;
    });
  }

  async #stopLeased({ config, deploymentId }: LeasedServer, lease: LeaseEpoch): Promise<void> {
    const versions = await ServerVersions.read(this.#ports, config, lease);
    await this.#stop(config, versions.named(deploymentId));
  }

  async #stop(scope: ConfigScope, of: ServerOfConfig): Promise<void> {
    await this.#ports.meters.end(scope, of.configId);
    await this.#tryKeepLog(scope, of);
    await of.server.release(of.request);
  }

  /** The version that was started. @throws `ServerLost` when a repair has taken its place since. */
  async #started(scope: ConfigScope, { deploymentId }: DeployedServer): Promise<ServerOfConfig> {
    const versions = await ServerVersions.read(this.#ports, scope);
    const of = versions.named(deploymentId);
    if (of.request.deploymentId === versions.current.request.deploymentId) return of;
    throw lost('the model server ended, and its deployment was repaired since');
  }

  #repairOf(scope: ConfigScope, of: ServerOfConfig): Repair {
    return (diagnosis) => repairServer(this.#ports.records, scope, of, diagnosis);
  }

  /** Beside a failure, which a full disk must not hide. */
  async #tryKeepLog(scope: ConfigScope, of: ServerOfConfig): Promise<void> {
    await keepLog(this.#ports.records, scope, of).catch(() => undefined);
  }
}

async function releaseAll(servers: readonly ServerOfConfig[]): Promise<void> {
  for (const { server, request } of servers) await server.release(request);
}
