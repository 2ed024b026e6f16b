import {
  allHandlersFinished,
  CancellationScope,
  condition,
  isCancellation,
  proxyActivities,
  setCurrentDetails,
  setHandler,
  sleep,
  workflowInfo,
} from '@temporalio/workflow';
import type {
  ConfigPlan,
  ConfigScope,
  EvalActivities,
  RunScope,
  SampledTasks,
} from '../activities/contract.ts';
import { addSpend, exceeded, NOTHING_SPENT } from '../src/domain/suite/budget.ts';
import { CircuitBreaker } from '../src/domain/suite/circuit-breaker.ts';
import type { ConfigPhase, ConfigProgress, ConfigResult } from '../src/domain/suite/progress.ts';
import { causeMessage } from './concurrency.ts';
import { Deployment } from './deployment.ts';
import { Hold } from './hold.ts';
import { ConfigLease } from './host-lease.ts';
import { type MovedEnd, movedBy } from './host-wait.ts';
import {
  configProgress,
  failures,
  finish,
  pause,
  resume,
  type SettledReport,
  settled,
} from './messages.ts';
import { aggregation, bookkeeping } from './policies.ts';
import { ShardPool } from './shard-pool.ts';
import { Tally } from './tally.ts';
import { showFailed, showPhase } from './visibility.ts';

export interface ConfigRunInput {
  readonly scope: RunScope;
  readonly plan: ConfigPlan;
  readonly paused: boolean;
  /** Another config that follows on the same host needs the same server. */
  readonly keepServer: boolean;
  /** How long to wait, parked, for `retryFailed` when tasks are left without a score. */
  readonly holdMs: number;
}

const { sampleTasks } = proxyActivities<EvalActivities>(bookkeeping);
const { aggregateConfig } = proxyActivities<EvalActivities>(aggregation);

/** One config of a suite: sample, deploy, run, score, tear down; again for each retry round. */
export async function runConfig(input: ConfigRunInput): Promise<ConfigResult & MovedEnd> {
  const result = await new ConfigRun(input).run();
  await condition(allHandlersFinished);
  return result;
}

class ConfigRun {
  readonly #input: ConfigRunInput;
  readonly #lease: ConfigLease;
  readonly #deployment: Deployment;
  readonly #tally = new Tally();
  readonly #shards: ShardPool;
  readonly #hold: Hold;
  readonly #startedAt = workflowInfo().startTime.toISOString();
  #scope: ConfigScope;
  #phase: ConfigPhase = 'queued';
  #spend = NOTHING_SPENT;
  #breaker = new CircuitBreaker();
  #error: string | undefined;
  #end: MovedEnd = {};
  #waitingFor = '';
  #manifest: SampledTasks['manifest'] | undefined;

  constructor(input: ConfigRunInput) {
    const { plan, scope } = input;
    this.#input = input;
    this.#scope = { scope, config: plan.config };
    this.#lease = new ConfigLease(plan, (reason) => this.#wait(reason));
    this.#deployment = new Deployment({ ...plan, hasAgent: true }, this.#scope, this.#lease);
    this.#shards = new ShardPool(plan, this.#tally, input.paused);
    this.#hold = new Hold(plan.configId, () => this.#phase === 'parked');
    setHandler(pause, () => this.#shards.setPaused(true));
    setHandler(resume, () => this.#shards.setPaused(false));
    setHandler(finish, (reason) => this.#finish(reason ?? 'finished on request'));
    setHandler(settled, (report) => this.#onSettled(report));
    setHandler(failures, () => this.#tally.failures);
    setHandler(configProgress, () => this.#progress());
  }

  #progress(): ConfigProgress {
    const error = this.#endReason();
    return {
      configId: this.#input.plan.configId,
      phase: this.#phase,
      paused: this.#shards.paused,
      counts: this.#tally.counts,
      openShards: this.#shards.openIds,
      round: this.#scope.scope.round,
      generation: this.#input.scope.generation,
      redeploys: this.#deployment.redeploys,
      ...(this.#waitingFor !== '' && { waitingFor: this.#waitingFor }),
      ...(error !== undefined && { error }),
    };
  }

  async run(): Promise<ConfigResult & MovedEnd> {
    let result = await this.#round(this.#input.keepServer);
    while (await this.#mayPark(result)) {
      this.#enter('parked');
      const request = await this.#awaitRetry();
      if (request === undefined) break;
      const scope = { ...this.#scope.scope, round: request.round, reasons: request.reasons ?? [] };
      this.#scope = { ...this.#scope, scope };
      this.#error = undefined;
      this.#shards.reopen();
      this.#breaker = new CircuitBreaker();
      result = await this.#round(false);
    }
    this.#enter(this.#end.move ? 'moved' : this.#hasFailed() ? 'failed' : 'done');
    return { ...result, ...this.#end };
  }

  /** Whether to wait for a retry: there is time for it, and at least one task to ask again. */
  async #mayPark({ counts }: ConfigResult): Promise<boolean> {
    if (this.#input.holdMs === 0 || this.#hold.ended || this.#end.move) return false;
    if (counts.failed + counts.unscored === 0) return false;
    const scope = { ...this.#scope.scope, round: this.#scope.scope.round + 1, reasons: [] };
    // Not all tasks without a score can be asked again. As for the report, cancelling is too late.
    const { slices } = await CancellationScope.nonCancellable(() =>
      sampleTasks({ ...this.#scope, scope }),
    );
    return slices.length > 0;
  }

  async #awaitRetry() {
    try {
      return await this.#hold.awaitRequest(this.#input.holdMs, this.#scope.scope.round);
    } catch (error) {
      if (isCancellation(error)) this.#enter('cancelled');
      throw error;
    }
  }

  /** One pass over the tasks that need it, with a report of all rounds at its end. */
  async #round(keepServer: boolean): Promise<ConfigResult> {
    try {
      await this.#work(keepServer);
    } catch (error) {
      if (CancellationScope.current().consideredCancelled) {
        // What is finished is worth a report, also of a cancelled run.
        await CancellationScope.nonCancellable(() => this.#report('cancelled'));
        this.#enter('cancelled');
        throw error;
      }
      this.#error = causeMessage(error);
      this.#end = movedBy(error, this.#scope.scope);
    }
    // All work is done: a cancellation that comes now must not cost the report.
    return CancellationScope.nonCancellable(() => this.#report(this.#endReason()));
  }

  async #work(keepServer: boolean): Promise<void> {
    this.#enter('sampling');
    const sampled = await sampleTasks(this.#scope);
    this.#manifest = sampled.manifest;
    this.#tally.takeOver(sampled.counts);
    const isIdle = sampled.slices.length === 0 || this.#shards.stopped !== undefined;
    if (isIdle) return this.#deployment.letGo(keepServer);
    try {
      this.#enter('deploying');
      const deployed = await this.#deployment.bringUp();
      this.#enter('running');
      const work = () => this.#withinHours(this.#shards.run(this.#scope, sampled.slices));
      await this.#deployment.keepUpDuring(work, deployed, (reason) =>
        this.#shards.stop({ kind: 'abandon', reason: `deployment ${reason}` }),
      );
    } finally {
      this.#enter('stopping');
      await CancellationScope.nonCancellable(() =>
        this.#deployment.tearDown(keepServer, this.#hasFailed(), this.#hold.ended),
      );
    }
  }

  async #withinHours(work: Promise<void>): Promise<void> {
    const hours = this.#input.plan.budget?.hours;
    if (hours === undefined) return work;
    const timer = new CancellationScope();
    const expired = timer.run(async () => {
      await sleep(hours * 3_600_000);
      await this.#shards.stop({ kind: 'finish', reason: `budget of ${hours} hours is used up` });
    });
    try {
      await work;
    } finally {
      timer.cancel();
      await expired.catch(() => undefined);
    }
  }

  async #finish(reason: string): Promise<void> {
    this.#hold.end();
    if (this.#phase !== 'parked') await this.#shards.stop({ kind: 'finish', reason });
  }

  async #onSettled({ spend, ended }: SettledReport): Promise<void> {
    this.#spend = addSpend(this.#spend, spend);
    let reason = exceeded(this.#input.plan.budget ?? {}, this.#spend);
    for (const task of ended) {
      const tripped = this.#breaker.record(task);
      if (tripped !== undefined) reason ??= `circuit breaker: ${tripped}`;
    }
    if (reason !== undefined) await this.#shards.stop({ kind: 'finish', reason });
  }

  #hasFailed(): boolean {
    return this.#error !== undefined || this.#shards.stopped?.kind === 'abandon';
  }

  #endReason(): string | undefined {
    return this.#error ?? this.#shards.stopped?.reason;
  }

  async #report(error: string | undefined): Promise<ConfigResult> {
    this.#enter('scoring');
    const result = await aggregateConfig({
      ...this.#scope,
      ...(this.#manifest && { manifest: this.#manifest }),
      startedAt: this.#startedAt,
      finishedAt: new Date().toISOString(),
      ...(error !== undefined && { error }),
    });
    // Counted from the records: a cancelled shard returns none.
    this.#tally.takeOver(result.counts);
    showFailed(result.counts.failed + result.counts.unscored);
    return result;
  }

  #wait(reason: string): void {
    this.#waitingFor = reason;
    setCurrentDetails(`${this.#phase}: ${reason || this.#tally.markdown()}`);
  }

  #enter(phase: ConfigPhase): void {
    this.#phase = phase;
    showPhase(phase);
    this.#wait('');
  }
}
