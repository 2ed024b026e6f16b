import {
  type ChildWorkflowHandle,
  ParentClosePolicy,
  setCurrentDetails,
  startChild,
  workflowInfo,
} from '@temporalio/workflow';
import type { ConfigPlan, ConfigScope, SampledTasks } from '../activities/contract.ts';
import { shardWorkflowId } from '../src/temporal/names.ts';
import { eachLimited } from './concurrency.ts';
import { abandon, finish, pause, resume } from './messages.ts';
import { openShardsMax } from './policies.ts';
import type { runShard } from './run-shard.ts';
import type { Stop } from './stop.ts';
import type { Tally } from './tally.ts';

type Shard = ChildWorkflowHandle<typeof runShard>;
type PendingSlice = SampledTasks['slices'][number];

/** The open shards of one config, and what has been said to them. */
export class ShardPool {
  readonly #plan: ConfigPlan;
  readonly #tally: Tally;
  readonly #open = new Map<string, Shard>();
  #paused: boolean;
  #stop: Stop | undefined;

  constructor(plan: ConfigPlan, tally: Tally, paused: boolean) {
    this.#plan = plan;
    this.#tally = tally;
    this.#paused = paused;
  }

  get openIds(): readonly string[] {
    return [...this.#open.keys()];
  }

  get paused(): boolean {
    return this.#paused;
  }

  get stopped(): Stop | undefined {
    return this.#stop;
  }

  /** Each phase and each retry round starts with a clean slate. */
  reopen(): void {
    this.#stop = undefined;
  }

  async run(scope: ConfigScope, slices: readonly PendingSlice[]): Promise<void> {
    await eachLimited(slices, openShardsMax(this.#plan.slots), async (slice) => {
      // Also after `abandon`: a shard that starts abandoned gives its tasks their outcomes.
      if (this.#stop?.kind !== 'finish') await this.#runShard(scope, slice);
    });
  }

  async setPaused(paused: boolean): Promise<void> {
    this.#paused = paused;
    await this.#signal((shard) => shard.signal(paused ? pause : resume));
  }

  /** The first stop decides, except that `abandon` still cuts short what `finish` lets end. */
  async stop(stop: Stop): Promise<void> {
    if (this.#stop?.kind === 'abandon' || this.#stop?.kind === stop.kind) return;
    this.#stop = stop;
    await this.#tell(stop);
  }

  async #runShard(scope: ConfigScope, { slice, repeat }: PendingSlice): Promise<void> {
    const { round, generation, phase } = scope.scope;
    const place = { slice, repeat, round, generation, ...(phase && { phase }) };
    const workflowId = shardWorkflowId(workflowInfo().workflowId, place);
    const paused = this.#paused;
    const stop = this.#stop;
    const shard = await startChild<typeof runShard>('runShard', {
      workflowId,
      // A shard id used twice would be a bug; it must not pass as a second run.
      workflowIdReusePolicy: 'REJECT_DUPLICATE',
      parentClosePolicy: ParentClosePolicy.REQUEST_CANCEL,
      staticSummary: `${phase ? `${phase}: ` : ''}slice ${slice}, repeat ${repeat}, round ${round}`,
      args: [{ ...scope, slice, repeat, ...this.#shardPlan(), paused, ...(stop && { stop }) }],
    });
    this.#open.set(workflowId, shard);
    try {
      // Signals that came while the child was being started did not reach it.
      if (this.#paused !== paused) await this.setPaused(this.#paused);
      if (this.#stop !== undefined && this.#stop !== stop) await this.#tell(this.#stop);
      const result = await shard.result();
      this.#tally.merge(result);
      setCurrentDetails(this.#tally.markdown());
      if (result.stop !== undefined) await this.stop(result.stop);
    } finally {
      this.#open.delete(workflowId);
    }
  }

  #shardPlan() {
    const { host, slots, timeoutMs, budget } = this.#plan;
    return { host, slots, timeoutMs, reportsSpend: budget !== undefined };
  }

  async #tell({ kind, reason }: Stop): Promise<void> {
    await this.#signal((shard) => shard.signal(kind === 'abandon' ? abandon : finish, reason));
  }

  async #signal(send: (shard: Shard) => Promise<void>): Promise<void> {
    // A shard that has just closed refuses signals, and needs none.
    await Promise.allSettled([...this.#open.values()].map(send));
  }
}
