import { ActivityFailure, ApplicationFailure, TimeoutFailure } from '@temporalio/common';
import {
  CancellationScope,
  isCancellation,
  log,
  patched,
  proxyActivities,
} from '@temporalio/workflow';
import type {
  ConfigScope,
  DeployedAgent,
  DeployedServer,
  EvalActivities,
  HostActivities,
  ServerPlan,
} from '../activities/contract.ts';
import type { FailureType } from '../src/domain/suite/failure-types.ts';
import { causeMessage } from './concurrency.ts';
import type { ConfigLease } from './host-lease.ts';
import { bookkeeping, deploy, leasedDeploy, REDEPLOYS_MAX, teardown, watch } from './policies.ts';

const { recordDeployment } = proxyActivities<EvalActivities>(bookkeeping);

interface Deployed {
  readonly server?: DeployedServer;
  readonly agent?: DeployedAgent;
}

export interface DeploymentPlan extends ServerPlan {
  readonly host: string;
  /** A judge's server has none beside it. */
  readonly hasAgent: boolean;
}

/**
 * A config's model server and agent, or its judge's server: brought up together, watched, brought up
 * again when one is lost. Each time is a new epoch; activities that call them wait on its record
 * instead of failing tasks.
 */
export class Deployment {
  redeploys = 0;
  readonly #plan: DeploymentPlan;
  readonly #scope: ConfigScope;
  readonly #lease: ConfigLease;
  #epoch = 0;

  constructor(plan: DeploymentPlan, scope: ConfigScope, lease: ConfigLease) {
    this.#plan = plan;
    this.#scope = scope;
    this.#lease = lease;
  }

  /** There is neither a server nor an agent to bring up. */
  get isEmpty(): boolean {
    return this.#plan.deploymentId === undefined && !this.#plan.hasAgent;
  }

  /** A server that is lost while it starts, or is repaired, costs a restart. */
  async bringUp(): Promise<Deployed> {
    for (;;) {
      try {
        return await this.#start();
      } catch (error) {
        // Asked last: the mark is left only where earlier versions would have given up.
        if (!isLoss(error) || !patched('restart-first-start')) throw error;
        if (this.redeploys >= REDEPLOYS_MAX) {
          const message = `gave up after ${REDEPLOYS_MAX} restarts: ${causeMessage(error)}`;
          throw ApplicationFailure.nonRetryable(message, 'DeploymentFailed');
        }
        this.redeploys += 1;
      }
    }
  }

  /** Model server, then agent, then the record that opens the gate for calls. */
  async #start(): Promise<Deployed> {
    await this.#lease.acquire(this.#plan);
    const host = proxyActivities<HostActivities>(deploy(this.#plan.host));
    let server: DeployedServer | undefined;
    let models: readonly string[] = [];
    if (this.#plan.deploymentId !== undefined) {
      server = await this.#ensureServer();
      models = await host.awaitHealthy(this.#scope, server);
    }
    const agent = this.#plan.hasAgent
      ? await host.ensureAgent(this.#scope, server?.baseUrl)
      : undefined;
    this.#epoch += 1;
    await this.#record('healthy', {
      ...(agent && { agentUrl: agent.url }),
      ...(server && { modelUrl: server.baseUrl, models }),
    });
    return { ...(agent && { agent }), ...(server && { server }) };
  }

  /** Under a lease it waits, visibly and for as long as it takes, for a worker of the host. */
  async #ensureServer(): Promise<DeployedServer> {
    const { host } = this.#plan;
    const { held } = this.#lease;
    if (held === undefined)
      return proxyActivities<HostActivities>(deploy(host)).ensureServer(this.#scope);
    const { ensureServer } = proxyActivities<HostActivities>(leasedDeploy(host));
    for (;;) {
      try {
        const server = await ensureServer(this.#scope, held);
        this.#lease.showWaiting(undefined);
        return server;
      } catch (error) {
        if (!isWithoutWorker(error)) throw error;
        this.#lease.showWaiting('no worker');
      }
    }
  }

  /**
   * Returns when `work` has ended. Until then lost servers and agents are brought up again;
   * `onGiveUp` is called, once, when that fails or the budget is spent.
   */
  async keepUpDuring(
    work: Promise<void>,
    first: Deployed,
    onGiveUp: (reason: string) => Promise<void>,
  ): Promise<void> {
    const watching = new CancellationScope();
    const watcher = watching.run(async () => {
      for (let deployed: Deployed | undefined = first; deployed !== undefined; ) {
        deployed = await this.#bringUpAgain(await this.#untilLost(deployed), onGiveUp);
      }
    });
    const ended = watcher.catch((error: unknown) => {
      if (!isCancellation(error)) throw error;
    });
    try {
      await Promise.race([work, ended.then(() => work)]);
    } finally {
      watching.cancel();
      await ended;
    }
  }

  /** Undefined when it is given up. A server that is lost while it starts costs one more restart. */
  async #bringUpAgain(
    lostReason: string,
    onGiveUp: (reason: string) => Promise<void>,
  ): Promise<Deployed | undefined> {
    let reason = lostReason;
    await this.#record('lost', { reason });
    while (this.redeploys < REDEPLOYS_MAX) {
      this.redeploys += 1;
      try {
        return await this.#start();
      } catch (error) {
        if (isCancellation(error)) throw error;
        reason = causeMessage(error);
        if (!isLoss(error)) {
          await this.#giveUp(`could not be restarted: ${reason}`, onGiveUp);
          return undefined;
        }
      }
    }
    await this.#giveUp(`gave up after ${REDEPLOYS_MAX} restarts: ${reason}`, onGiveUp);
    return undefined;
  }

  /** Of a server that was not needed after all. */
  async letGo(keepServer: boolean): Promise<void> {
    await this.#lease.release(this.#plan, keepServer, false);
  }

  /** Idempotent; never masks what went before it. */
  async tearDown(keepServer: boolean, isBroken: boolean, isFinished: boolean): Promise<void> {
    const host = proxyActivities<HostActivities>(teardown(this.#plan.host));
    await this.#record('stopped', {}).catch(logFailure('record stopped deployment'));
    if (this.#plan.hasAgent) {
      await host.stopAgent(this.#scope).catch(logFailure('stop agent'));
    }
    if (this.#plan.lease === true) {
      // A finished suite starts no further config that could use it.
      return this.#lease.release(this.#plan, keepServer && !isFinished, isBroken);
    }
    if (this.#plan.deploymentId !== undefined && (!keepServer || isBroken)) {
      await host.stopServer(this.#scope).catch(logFailure('stop server'));
    }
  }

  async #giveUp(reason: string, onGiveUp: (reason: string) => Promise<void>): Promise<void> {
    await this.#record('abandoned', { reason });
    await onGiveUp(reason);
  }

  /** Resolves with why the server or the agent is gone. */
  async #untilLost({ server, agent }: Deployed): Promise<string> {
    const host = proxyActivities<HostActivities>(watch(this.#plan.host));
    const watchers = new CancellationScope();
    const losses = await watchers.run(async () =>
      [
        ...(agent === undefined ? [] : [host.watchAgent(this.#scope, agent)]),
        ...(server === undefined ? [] : [host.watchServer(this.#scope, server)]),
      ].map((watching) => watching.catch(lossReason)),
    );
    try {
      return await Promise.race(losses);
    } finally {
      // The other watcher would report the restart it is not meant to see.
      watchers.cancel();
      await Promise.allSettled(losses);
    }
  }

  async #record(
    state: 'healthy' | 'lost' | 'abandoned' | 'stopped',
    facts: { agentUrl?: string; modelUrl?: string; models?: readonly string[]; reason?: string },
  ): Promise<void> {
    const { deploymentId } = this.#plan;
    await recordDeployment({
      ...this.#scope,
      ...(deploymentId !== undefined && { deploymentId }),
      epoch: Math.max(1, this.#epoch),
      state,
      ...facts,
    });
  }
}

const isWithoutWorker = (error: unknown): boolean =>
  error instanceof ActivityFailure &&
  error.cause instanceof TimeoutFailure &&
  error.cause.timeoutType === 'SCHEDULE_TO_START';

/** Ended without an error of its own, which says nothing about the next start. */
const isLoss = (error: unknown): boolean =>
  error instanceof ActivityFailure &&
  error.cause instanceof ApplicationFailure &&
  error.cause.type === ('ServerLost' satisfies FailureType);

function lossReason(error: unknown): string {
  if (isCancellation(error)) throw error;
  return causeMessage(error);
}

const logFailure = (step: string) => (error: unknown) =>
  log.error(`teardown: could not ${step}`, { error: causeMessage(error) });
