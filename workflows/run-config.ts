import {
  allHandlersFinished,
  CancellationScope,
  condition,
  isCancellation,
  proxyActivities,
  setCurrentDetails,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import type { ConfigScope, SampledTasks } from '../activities/contract.ts';
import type { EvalActivities } from '../activities/eval-contract.ts';
import type {
  ConfigPhase,
  ConfigProgress,
  ConfigResult,
  RetryRequest,
} from '../src/domain/suite/progress.ts';
import { causeMessage } from './concurrency.ts';
import { inPhase, type Pass, passesOf, stopFor } from './config-passes.ts';
import type { ConfigRunInput } from './config-run-input.ts';
import { Hold, retryScope } from './hold.ts';
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
import type { Stop } from './stop.ts';
import { StopRule } from './stop-rule.ts';
import { Tally } from './tally.ts';
import { showFailed, showPhase } from './visibility.ts';
import { withinHours } from './within-hours.ts';

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
  #passes: readonly Pass[];
  readonly #tally = new Tally();
  readonly #shards: ShardPool;
  readonly #hold: Hold;
  readonly #stopRule: StopRule;
  readonly #startedAt = workflowInfo().startTime.toISOString();
  #scope: ConfigScope;
  #phase: ConfigPhase = 'queued';
  #error: string | undefined;
  #endOfAnswers: Stop | undefined;
  #end: MovedEnd = {};
  #waitingFor = '';
  #manifest: SampledTasks['manifest'] | undefined;

  constructor(input: ConfigRunInput) {
    const { plan, scope } = input;
    this.#input = input;
    this.#scope = { scope, config: plan.config };
    this.#lease = new ConfigLease(plan, (reason) => this.#wait(reason));
    this.#passes = passesOf(plan, this.#scope, this.#lease);
    this.#shards = new ShardPool(plan, this.#tally, input.paused);
    this.#stopRule = new StopRule(plan.budget);
    this.#hold = new Hold(plan.configId, input.holdMs, () => this.#phase === 'parked');
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
      ...(this.#tally.answered > 0 && { answered: this.#tally.answered }),
      openShards: this.#shards.openIds,
      round: this.#scope.scope.round,
      generation: this.#input.scope.generation,
      redeploys: this.#passes.reduce((sum, { deployment }) => sum + deployment.redeploys, 0),
      ...(this.#waitingFor !== '' && { waitingFor: this.#waitingFor }),
      ...(error !== undefined && { error }),
    };
  }

  async run(): Promise<ConfigResult & MovedEnd> {
    let result = await this.#round(this.#input.keepServer);
    while (!this.#end.move && (await this.#hold.mayPark(result.counts, this.#scope))) {
      this.#enter('parked');
      const request = await this.#awaitRetry();
      if (request === undefined) break;
      this.#begin(request);
      result = await this.#round(false);
    }
    this.#enter(this.#end.move ? 'moved' : this.#hasFailed() ? 'failed' : 'done');
    return { ...result, ...this.#end };
  }

  /** A round asks tasks again, also after one that graded stored replies and had no agent. */
  #begin({ round, reasons }: RetryRequest & { readonly round: number }): void {
    const { scope } = this.#scope;
    this.#scope = { ...this.#scope, scope: retryScope(scope, round, reasons) };
    if (scope.regrade !== undefined) {
      const lastEpoch = Math.max(...this.#passes.map(({ deployment }) => deployment.epoch));
      this.#passes = passesOf(this.#input.plan, this.#scope, this.#lease, lastEpoch);
    }
    this.#error = undefined;
    this.#endOfAnswers = undefined;
    this.#shards.reopen();
  }

  async #awaitRetry() {
    try {
      return await this.#hold.awaitRequest(this.#scope.scope.round);
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
    const [first, second] = this.#passes;
    if (first !== undefined) await this.#pass(first, keepServer);
    if (second === undefined) return;
    // What ended the answering does not keep what was answered from being graded.
    this.#endOfAnswers = this.#shards.stopped;
    this.#shards.reopen();
    await this.#pass(second, keepServer);
  }

  async #pass(pass: Pass, keepServer: boolean): Promise<void> {
    const { phase, shownAs, deployment } = pass;
    this.#stopRule.renew(phase);
    this.#enter('sampling');
    const scope = inPhase(this.#scope, phase);
    const sampled = await sampleTasks(scope);
    this.#manifest = sampled.manifest;
    this.#tally.takeOver(sampled.counts);
    const isIdle = sampled.slices.length === 0 || this.#shards.stopped !== undefined;
    if (isIdle) return deployment.letGo(keepServer);
    const work = () => {
      this.#enter(shownAs);
      return this.#shards.run(scope, sampled.slices);
    };
    if (deployment.isEmpty) return work();
    try {
      this.#enter('deploying');
      const deployed = await deployment.bringUp();
      // The budget is the agent's: what it has answered is graded, however long that takes.
      const hours = phase === 'grade' ? undefined : this.#input.plan.budget?.hours;
      const bounded = () =>
        withinHours(work(), hours, (reason) => this.#shards.stop({ kind: 'finish', reason }));
      await deployment.keepUpDuring(bounded, deployed, (reason) =>
        this.#shards.stop(stopFor(pass, reason)),
      );
    } finally {
      this.#enter('stopping');
      await CancellationScope.nonCancellable(() =>
        deployment.tearDown(keepServer, this.#hasFailed(), this.#hold.ended),
      );
    }
  }

  async #finish(reason: string): Promise<void> {
    this.#hold.end();
    if (this.#phase !== 'parked') await this.#shards.stop({ kind: 'finish', reason });
  }

  async #onSettled(report: SettledReport): Promise<void> {
    const reason = this.#stopRule.reasonAfter(report);
    if (reason !== undefined) await this.#shards.stop({ kind: 'finish', reason });
  }

  #hasFailed(): boolean {
    return this.#error !== undefined || this.#ended()?.kind === 'abandon';
  }

  /** By whatever ended it first. */
  #ended(): Stop | undefined {
    return this.#endOfAnswers ?? this.#shards.stopped;
  }

  #endReason(): string | undefined {
    return this.#error ?? this.#ended()?.reason;
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
