import {
  allHandlersFinished,
  CancellationScope,
  condition,
  continueAsNew,
  getExternalWorkflowHandle,
  isCancellation,
  log,
  proxyActivities,
  setCurrentDetails,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import type { EvalActivities } from '../activities/eval-contract.ts';
import type { HostActivities } from '../activities/host-contract.ts';
import {
  granted,
  type Holder,
  isSameHolder,
  type LeaseRequest,
  type LeaseState,
  newLease,
  nextStep,
  type Release,
  released,
  requested,
  serverStopped,
} from '../src/domain/deployment/lease/lease.ts';
import { waitingReason } from '../src/domain/deployment/lease/waiting-reason.ts';
import { causeMessage } from './concurrency.ts';
import {
  drain,
  hostLease,
  leaseGranted,
  leaseReleased,
  leaseWaiting,
  releaseLease,
  requestLease,
  undrain,
} from './messages.ts';
import { bookkeeping, teardown } from './policies.ts';

const { closedHolders } = proxyActivities<EvalActivities>(bookkeeping);

/** A holder that was terminated gives nothing back: it is looked for while others wait. */
const LOOK_MS = 15_000;
/** When nobody waits, only its server is to be found. */
const LONE_LOOK_MS = 5 * 60_000;

/** The lease of one host's accelerator, over all suites. Ends when nobody needs the host. */
export async function inferenceHost(host: string, carried?: LeaseState): Promise<void> {
  await new HostLease(host, carried).run();
  await condition(allHandlersFinished);
}

class HostLease {
  readonly #host: string;
  #state: LeaseState;
  #messages = 0;
  #mustLook = false;
  readonly #releasers: Holder[] = [];

  constructor(host: string, carried?: LeaseState) {
    this.#host = host;
    // Milliseconds outrun grants: a host's lease that starts anew repeats no epoch of an earlier one.
    this.#state = carried ?? newLease(workflowInfo().startTime.getTime());
    setHandler(requestLease, (request) => this.#onRequest(request));
    setHandler(releaseLease, (release) => this.#onRelease(release));
    setHandler(drain, () => this.#change({ ...this.#state, draining: true }));
    setHandler(undrain, () => this.#change({ ...this.#state, draining: false }));
    setHandler(hostLease, () => this.#state);
  }

  async run(): Promise<void> {
    try {
      for (;;) {
        this.#show();
        const step = nextStep(this.#state, Date.now());
        if (step.kind === 'grant') await this.#grant(step.request);
        else if (step.kind === 'stop') await this.#stopServer();
        else {
          await this.#tellReleasers();
          if (this.#releasers.length > 0) continue;
          if (step.kind === 'end') return;
          if (workflowInfo().continueAsNewSuggested && allHandlersFinished()) {
            await continueAsNew<typeof inferenceHost>(this.#host, this.#state);
          }
          await this.#wait(step.untilMs);
        }
      }
    } catch (error) {
      if (isCancellation(error) && this.#state.server !== undefined) {
        await CancellationScope.nonCancellable(() => this.#stopServer());
      }
      throw error;
    }
  }

  #onRequest(request: LeaseRequest): void {
    const { holder, epoch } = this.#state;
    this.#mustLook = true;
    this.#change(requested(this.#state, request));
    // It may have missed its grant, as when this workflow was reset.
    if (holder !== undefined && isSameHolder(holder.holder, request.holder)) {
      // Should this be lost too, the holder asks again.
      this.#tell(request.holder, leaseGranted, epoch).catch(() => false);
    }
  }

  #onRelease(release: Release): void {
    this.#change(released(this.#state, release, Date.now()));
    this.#releasers.push(release.holder);
  }

  #change(state: LeaseState): void {
    this.#state = state;
    this.#messages += 1;
  }

  async #grant(request: LeaseRequest): Promise<void> {
    this.#state = granted(this.#state, request);
    if (await this.#tell(request.holder, leaseGranted, this.#state.epoch)) return;
    this.#drop(request.holder);
  }

  async #stopServer(): Promise<void> {
    const host = proxyActivities<HostActivities>(teardown(this.#host));
    try {
      await host.stopLeasedServer({ host: this.#host, epoch: this.#state.epoch });
    } catch (error) {
      if (isCancellation(error)) throw error;
      // A host that is away has no server that could be stopped; the next start stops what it finds.
      log.error('could not stop the leased server', { error: causeMessage(error) });
    }
    this.#state = serverStopped(this.#state);
  }

  /** A holder that is gone leaves its server to the next one, if it needs the same. */
  #drop(holder: Holder): void {
    const release = { holder, deploymentId: '', keepMs: 0, isBroken: false };
    this.#state = released(this.#state, release, Date.now());
  }

  async #wait(untilMs: number | undefined): Promise<void> {
    const { holder, waiting } = this.#state;
    const seen = this.#messages;
    const isLookDue = this.#mustLook && holder !== undefined;
    this.#mustLook = false;
    if (!isLookDue) {
      const lookMs = waiting.length > 0 ? LOOK_MS : LONE_LOOK_MS;
      const timeoutMs = untilMs === undefined ? lookMs : Math.max(1, untilMs - Date.now());
      if (await condition(() => this.#messages !== seen, timeoutMs)) return;
    }
    const known = [...(holder ? [holder] : []), ...waiting].map((request) => request.holder);
    if (known.length === 0) return;
    for (const gone of await closedHolders(known)) this.#drop(gone);
  }

  async #tellReleasers(): Promise<void> {
    for (const holder of this.#releasers.splice(0)) await this.#tell(holder, leaseReleased);
    for (const { holder } of this.#state.waiting) {
      const reason = waitingReason(this.#state, holder);
      if (this.#told.get(holder.workflowId) === reason) continue;
      this.#told.set(holder.workflowId, reason);
      await this.#tell(holder, leaseWaiting, reason);
    }
  }
  readonly #told = new Map<string, string>();

  /** Whether the message arrived: closed workflows take none. */
  async #tell(
    { workflowId, runId }: Holder,
    signal: typeof leaseGranted | typeof leaseReleased | typeof leaseWaiting,
    ...args: readonly unknown[]
  ): Promise<boolean> {
    try {
      await getExternalWorkflowHandle(workflowId, runId).signal(signal.name, ...args);
      return true;
    } catch (error) {
      if (isCancellation(error)) throw error;
      return false;
    }
  }

  #show(): void {
    const { holder, waiting, draining } = this.#state;
    const lines = [
      `host \`${this.#host}\`${draining ? ', draining' : ''}`,
      holder === undefined ? '- free' : `- held by \`${holder.holder.workflowId}\``,
      ...waiting.map((request) => `- waiting: \`${request.holder.workflowId}\``),
    ];
    setCurrentDetails(lines.join('\n'));
  }
}
