import {
  condition,
  getExternalWorkflowHandle,
  isCancellation,
  log,
  proxyActivities,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import type { ConfigPlan, ServerPlan } from '../activities/contract.ts';
import type { EvalActivities } from '../activities/eval-contract.ts';
import type { LeaseEpoch } from '../activities/host-contract.ts';
import { hostWorkflowId, LOCAL_HOST } from '../src/temporal/names.ts';
import { causeMessage } from './concurrency.ts';
import { leaseGranted, leaseReleased, leaseWaiting, releaseLease } from './messages.ts';
import { bookkeeping } from './policies.ts';

const { askForLease } = proxyActivities<EvalActivities>(bookkeeping);

/** Asked again in case the host's workflow was terminated with the request in it. */
const ASK_AGAIN_MS = 60_000;
const ASK_AGAIN_MS_MAX = 10 * 60_000;
/** Loading takes minutes on hosts with GPUs, and others may come; `local` is someone's own machine. */
const KEEP_MS = 10 * 60_000;
/** Until the next config of the lane has its tasks. */
const KEEP_MS_LOCAL = 2 * 60_000;
/** The host's workflow stops a server first, which may take minutes when its host is away. */
const RELEASE_WAIT_MS = 2 * 60_000;

/**
 * A config's side of its host's lease, for one of its servers at a time. For a server without
 * `lease`, as in earlier plans, it does nothing.
 */
export class ConfigLease {
  readonly #plan: ConfigPlan;
  readonly #onWaiting: (reason: string) => void;
  #epoch: number | undefined;
  #isReleased = false;

  constructor(plan: ConfigPlan, onWaiting: (reason: string) => void) {
    this.#plan = plan;
    this.#onWaiting = onWaiting;
    if (plan.lease !== true && plan.grading?.lease !== true) return;
    setHandler(leaseGranted, (epoch) => {
      this.#epoch = epoch;
    });
    setHandler(leaseReleased, () => {
      this.#isReleased = true;
    });
    setHandler(leaseWaiting, (reason) => {
      if (this.#epoch === undefined) this.showWaiting(reason);
    });
  }

  /** What host activities carry; undefined without a lease. */
  get held(): LeaseEpoch | undefined {
    return this.#epoch === undefined ? undefined : { host: this.#plan.host, epoch: this.#epoch };
  }

  /** Resolves when it is this config's turn. */
  async acquire({ lease, deploymentId }: ServerPlan): Promise<void> {
    const { host } = this.#plan;
    if (lease !== true || deploymentId === undefined) return;
    for (let waitMs = ASK_AGAIN_MS; this.#epoch === undefined; ) {
      await askForLease(host, { holder: this.#holder(), deploymentId });
      await condition(() => this.#epoch !== undefined, waitMs);
      waitMs = Math.min(2 * waitMs, ASK_AGAIN_MS_MAX);
    }
    this.showWaiting(undefined);
  }

  /** Undefined: it waits no more. */
  showWaiting(reason: string | undefined): void {
    this.#onWaiting(reason === undefined ? '' : `waiting for host ${this.#plan.host}: ${reason}`);
  }

  /**
   * Also withdraws a request, and tells that a server kept for this config is not needed.
   * Resolves when a server that must stop has stopped.
   */
  async release(
    { lease, deploymentId }: ServerPlan,
    keepServer: boolean,
    isBroken: boolean,
  ): Promise<void> {
    const { host } = this.#plan;
    if (lease !== true || deploymentId === undefined) return;
    this.#epoch = undefined;
    this.#isReleased = false;
    const keepMs = host !== LOCAL_HOST ? KEEP_MS : keepServer ? KEEP_MS_LOCAL : 0;
    const release = { holder: this.#holder(), deploymentId, keepMs, isBroken };
    try {
      await getExternalWorkflowHandle(hostWorkflowId(host)).signal(releaseLease, release);
      await condition(() => this.#isReleased, RELEASE_WAIT_MS);
    } catch (error) {
      // Its workflow is gone, and the lease with it.
      if (isCancellation(error)) throw error;
      log.info('no lease to give back', { error: causeMessage(error) });
    }
  }

  #holder() {
    const { workflowId, runId } = workflowInfo();
    return { workflowId, runId };
  }
}
