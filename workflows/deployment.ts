import { ApplicationFailure } from '@temporalio/common';
import {
  CancellationScope,
  isCancellation,
  log,
  patched,
  proxyActivities,
} from '@temporalio/workflow';
import type { ConfigScope } from '../activities/contract.ts';
import type { EvalActivities } from '../activities/eval-contract.ts';
import type { HostActivities } from '../activities/host-contract.ts';
import { causeMessage } from './concurrency.ts';
import type { Deployed, DeploymentPlan } from './deployment-plan.ts';
import type { ConfigLease } from './host-lease.ts';
import { HostWait, isHostAway } from './host-wait.ts';
import { isLoss, lossReason } from './loss.ts';
import { bookkeeping, noticedDeploy, REDEPLOYS_MAX, teardown, watch } from './policies.ts';

const { recordDeployment } = proxyActivities<EvalActivities>(bookkeeping);

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
  readonly #hostWait: HostWait;
  #epoch: number;

  constructor(plan: DeploymentPlan, scope: ConfigScope, lease: ConfigLease) {
    this.#plan = plan;
    this.#epoch = plan.lastEpoch ?? 0;
    this.#scope = scope;
    this.#lease = lease;
    this.#hostWait = new HostWait(plan, scope, (reason) => lease.showWaiting(reason));
  }

  get epoch(): number {
    return this.#epoch;
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
    const host = proxyActivities<HostActivities>(
      noticedDeploy(this.#plan.host, this.#plan.hostWait?.limitMs),
    );
    const served =
      this.#plan.deploymentId === undefined
        ? undefined
        : await this.#hostWait.during(() => this.#serve(host));
    const server = served?.server;
    const agent = this.#plan.hasAgent
      ? await this.#hostWait.during(() => host.ensureAgent(this.#scope, server?.baseUrl))
      : undefined;
    this.#epoch += 1;
    await this.#record('healthy', {
      ...(agent && { agentUrl: agent.url }),
      ...(served && { modelUrl: served.server.baseUrl, models: served.models }),
    });
    return { ...(agent && { agent }), ...(server && { server }) };
  }

  /** From the start again after the host was away: it may have lost what it had. */
  async #serve(host: Pick<HostActivities, 'ensureServer' | 'awaitHealthy'>) {
    const { held } = this.#lease;
    const server = await (held === undefined
      ? host.ensureServer(this.#scope)
      : host.ensureServer(this.#scope, held));
    return { server, models: await host.awaitHealthy(this.#scope, server) };
  }

  /**
   * Returns when `work` has ended. Until then lost servers and agents are brought up again;
   * `onGiveUp` is called, once, when that fails or the budget is spent.
   * @throws `HostAway`, with the work cut off, when the host is waited for no longer
   */
  async keepUpDuring(
    startWork: () => Promise<void>,
    first: Deployed,
    onGiveUp: (reason: string) => Promise<void>,
  ): Promise<void> {
    const working = new CancellationScope();
    const work = working.run(startWork);
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
    } catch (error) {
      if (isHostAway(error)) {
        working.cancel();
        await Promise.allSettled([work]);
      }
      throw error;
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
        if (isCancellation(error) || isHostAway(error)) throw error;
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
    const { away: reason } = this.#hostWait;
    const isAway = reason !== undefined;
    await this.#record('stopped', isAway ? { reason } : {}).catch(
      logFailure('record stopped deployment'),
    );
    if (this.#plan.hasAgent && !isAway) {
      await host.stopAgent(this.#scope).catch(logFailure('stop agent'));
    }
    if (this.#plan.lease === true) {
      // A finished suite starts no further config that could use it.
      return this.#lease.release(this.#plan, keepServer && !isFinished, isBroken);
    }
    if (this.#plan.deploymentId !== undefined && !isAway && (!keepServer || isBroken)) {
      await host.stopServer(this.#scope).catch(logFailure('stop server'));
    }
  }

  async #giveUp(reason: string, onGiveUp: (reason: string) => Promise<void>): Promise<void> {
    await this.#record('abandoned', { reason });
    await onGiveUp(reason);
  }

  /** Resolves with why the server or the agent is gone. What runs on outlives its host's worker. */
  async #untilLost(deployed: Deployed): Promise<string> {
    for (;;) {
      const reason = await this.#untilUnwatched(deployed);
      if (reason !== undefined) return reason;
      await this.#hostWait.untilPresent();
    }
  }

  /** Undefined when the host has no worker that could watch. */
  async #untilUnwatched({ server, agent }: Deployed): Promise<string | undefined> {
    const host = proxyActivities<HostActivities>(
      watch(this.#plan.host, this.#plan.hostWait?.limitMs),
    );
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
    // One that never came up ends an epoch too: a later start of it must not look stopped.
    this.#epoch = Math.max(1, this.#epoch);
    await recordDeployment({
      ...this.#scope,
      ...(deploymentId !== undefined && { deploymentId }),
      epoch: this.#epoch,
      state,
      ...facts,
    });
  }
}

const logFailure = (step: string) => (error: unknown) =>
  log.error(`teardown: could not ${step}`, { error: causeMessage(error) });
