import {
  CancellationScope,
  condition,
  getExternalWorkflowHandle,
  proxyActivities,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import type { ConfigScope, RunScope } from '../activities/contract.ts';
import type { EvalActivities } from '../activities/eval-contract.ts';
import { FAILED_REASONS, UNSCORED_REASONS } from '../src/domain/scoring/score.ts';
import type { RetryAccepted, RetryRequest, TaskCounts } from '../src/domain/suite/progress.ts';
import { lane, laneGranted, retryFailed } from './messages.ts';
import { bookkeeping } from './policies.ts';

const { sampleTasks } = proxyActivities<EvalActivities>(bookkeeping);

/**
 * A config's wait for retry rounds. While parked it holds neither lane nor server; a round asks its
 * suite for the lane first, so that it never shares a host with another config's run.
 */
export class Hold {
  readonly #configId: string;
  readonly #holdMs: number;
  #request: RetryRequest | undefined;
  /** Nobody may ask for a round any more. */
  ended = false;
  /** A round is accepted and has not begun. */
  #waiting = false;
  #granted = false;
  #round = 0;

  constructor(configId: string, holdMs: number, isParked: () => boolean) {
    this.#configId = configId;
    this.#holdMs = holdMs;
    setHandler(laneGranted, () => {
      this.#granted = true;
    });
    const accept = (request: RetryRequest | undefined) => this.#accept(request);
    setHandler<RetryAccepted, [RetryRequest], typeof retryFailed>(retryFailed, accept, {
      validator: (request: RetryRequest | undefined) => {
        refuseUnknownReasons(request?.reasons);
        if (this.#waiting)
          throw new Error('a retry of this config is accepted already: wait for its round');
        if (isParked() && !this.ended) return;
        throw new Error(
          'this config is not held: start its suite with holdMinutes, or use "durabench retry" when it has ended',
        );
      },
    });
  }

  #accept(request: RetryRequest | undefined): RetryAccepted {
    // `temporal workflow update` without input sends none.
    this.#request = request ?? {};
    this.#waiting = true;
    return { round: this.#round + 1 };
  }

  /** Whether to wait for a retry: there is time for it, and at least one task to ask again. */
  async mayPark({ failed, unscored }: TaskCounts, { scope, ...config }: ConfigScope) {
    if (this.#holdMs === 0 || this.ended) return false;
    if (failed + unscored === 0) return false;
    const next = { ...config, scope: retryScope(scope, scope.round + 1) };
    // Not all tasks without a score can be asked again. As for the report, cancelling is too late.
    const { slices } = await CancellationScope.nonCancellable(() => sampleTasks(next));
    return slices.length > 0;
  }

  /**
   * The round to run next, with its lane acquired; undefined when the hold is over: its time is
   * up, or `end` was called before the round could begin.
   */
  async awaitRequest(
    round: number,
  ): Promise<(RetryRequest & { readonly round: number }) | undefined> {
    this.#round = round;
    this.#granted = false;
    await this.#tellSuite(false);
    await condition(() => this.#request !== undefined || this.ended, this.#holdMs);
    const request = this.#request;
    if (request === undefined) return undefined;
    this.#request = undefined;
    await this.#tellSuite(true);
    await condition(() => this.#granted || this.ended);
    this.#waiting = false;
    return this.ended ? undefined : { ...request, round: round + 1 };
  }

  /** Ends the wait, as if its time were over. */
  end(): void {
    this.ended = true;
  }

  async #tellSuite(wants: boolean): Promise<void> {
    const { parent } = workflowInfo();
    if (parent === undefined) return;
    const suite = getExternalWorkflowHandle(parent.workflowId, parent.runId);
    await suite.signal(lane, { configId: this.#configId, wants });
  }
}

/** Of a round that asks tasks without a score again, also after one that graded stored replies. */
export function retryScope(
  { regrade: _regrade, ...scope }: RunScope,
  round: number,
  reasons: readonly string[] = [],
): RunScope {
  return { ...scope, round, reasons };
}

const REASONS: readonly unknown[] = [...FAILED_REASONS, ...UNSCORED_REASONS];

/** Updates come from anyone; a round for a reason that does not exist would ask nothing. */
function refuseUnknownReasons(reasons: unknown): void {
  if (reasons === undefined) return;
  if (
    Array.isArray(reasons) &&
    reasons.length > 0 &&
    reasons.every((reason) => REASONS.includes(reason))
  ) {
    return;
  }
  throw new Error(`reasons: give a list of ${REASONS.join(', ')}, or leave it out for all`);
}
