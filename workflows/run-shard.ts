import {
  allHandlersFinished,
  CancellationScope,
  condition,
  getExternalWorkflowHandle,
  isCancellation,
  proxyActivities,
  setCurrentDetails,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import type {
  AnsweredTask,
  PendingTask,
  SimActivities,
  SliceRef,
  TaskResult,
} from '../activities/contract.ts';
import type { EvalActivities } from '../activities/eval-contract.ts';
import { addSpend, NOTHING_SPENT, type Spend } from '../src/domain/suite/budget.ts';
import { BREAKER_WINDOW, type EndedTask } from '../src/domain/suite/circuit-breaker.ts';
import { askTask } from './ask-task.ts';
import { allSettled, causeMessage } from './concurrency.ts';
import { EpisodePool } from './episode-pool.ts';
import { abandon, failures, finish, pause, resume, settled, shardProgress } from './messages.ts';
import { bookkeeping, marketsInFlightMax, simulation, tasksInFlightMax } from './policies.ts';
import type { Stop } from './stop.ts';
import { type ShardTally, Tally } from './tally.ts';

export interface ShardInput extends SliceRef {
  readonly host: string;
  readonly slots: number;
  readonly timeoutMs: number;
  readonly paused: boolean;
  /** Set when the config had stopped before this shard started. */
  readonly stop?: Stop;
  /** The config has a budget and must know what is spent. */
  readonly reportsSpend: boolean;
}

export interface ShardResult extends ShardTally {
  /** Set when no later task of the config would fare better. */
  readonly stop?: Stop;
}

/** Tasks between two reports to the config: eleven signals a shard at most. */
const REPORT_TASKS = 5;

const { readSlice, recordFailures } = proxyActivities<EvalActivities>(bookkeeping);
const { scoreMarket } = proxyActivities<SimActivities>(simulation);

/** Up to 50 tasks of a config. A task that fails is data here; it never fails the shard. */
export async function runShard(input: ShardInput): Promise<ShardResult> {
  const result = await new ShardRun(input).run();
  await condition(allHandlersFinished);
  return result;
}

class ShardRun {
  readonly #input: ShardInput;
  readonly #slice: SliceRef;
  readonly #episodes: EpisodePool;
  readonly #tally = new Tally();
  readonly #calls = new CancellationScope();
  /** Tasks no activity gave an outcome: cut off, or the activity itself failed. */
  readonly #lost: { task: PendingTask; message: string }[] = [];
  #paused: boolean;
  #abandoned: string | undefined;
  #finishing = false;
  #stop: Stop | undefined;
  #spend = NOTHING_SPENT;
  #ended: EndedTask[] = [];
  #handedOut = 0;
  #settled = 0;

  constructor(input: ShardInput) {
    this.#input = input;
    const { scope, config, slice, repeat } = input;
    this.#slice = { scope, config, slice, repeat };
    this.#paused = input.paused;
    const { host, timeoutMs, reportsSpend } = input;
    this.#episodes = new EpisodePool(this.#slice, { host, timeoutMs, reportsSpend }, input.paused);
    if (input.stop?.kind === 'abandon') this.#abandon(input.stop.reason);
    if (input.stop?.kind === 'finish') this.#finishing = true;
    setHandler(pause, () => this.#setPaused(true));
    setHandler(resume, () => this.#setPaused(false));
    setHandler(finish, () => this.#finish());
    setHandler(settled, ({ spend }) => this.#onSpent(spend));
    setHandler(abandon, (reason) => this.#abandon(reason));
    setHandler(shardProgress, () => ({
      counts: this.#tally.counts,
      answered: this.#tally.answered,
      paused: this.#paused,
    }));
    setHandler(failures, () => this.#tally.failures);
  }

  async run(): Promise<ShardResult> {
    const pending = [...(await readSlice(this.#slice))];
    this.#tally.plan(pending.length);
    const workers = Math.min(this.#widthFor(pending), pending.length);
    await allSettled(Array.from({ length: workers }, () => this.#work(pending)));
    await this.#recordLost();
    await this.#report();
    const { counts, failures: failed, answered } = this.#tally;
    return {
      ...{ counts, failures: failed },
      ...(answered > 0 && { answered }),
      ...(this.#stop !== undefined && { stop: this.#stop }),
    };
  }

  async #work(pending: PendingTask[]): Promise<void> {
    for (;;) {
      const mayGoOn = () => !this.#paused || this.#finishing || this.#abandoned !== undefined;
      await condition(() => mayGoOn() || pending.length === 0);
      if (this.#finishing && this.#abandoned === undefined) return;
      const task = pending.shift();
      if (task === undefined) return;
      this.#handedOut += 1;
      const handedOut = { handedOutAtMs: Date.now(), nth: this.#handedOut };
      const result = await this.#resultOf(task);
      if (result !== undefined) {
        const unscored = result.kind === 'unscored' ? (result.reason ?? result.kind) : null;
        this.#ended.push({ ...handedOut, unscored });
        if (result.kind === 'answered') this.#tally.answered += 1;
        else this.#add(task, result);
        await this.#settle(result.spend);
      }
      setCurrentDetails(this.#tally.markdown());
    }
  }

  async #resultOf(task: PendingTask): Promise<TaskResult | AnsweredTask | undefined> {
    try {
      const { stages } = task;
      return await this.#calls.run(() =>
        stages === undefined ? askTask(this.#slice, task, this.#input) : this.#trade(task, stages),
      );
    } catch (error) {
      if (isCancellation(error) && this.#abandoned === undefined) throw error;
      this.#lost.push({ task, message: this.#abandoned ?? causeMessage(error) });
      return undefined;
    }
  }

  /** A slice holds questions or markets, never both. */
  #widthFor([first]: readonly PendingTask[]): number {
    const { slots } = this.#input;
    if (first?.stages === undefined) return tasksInFlightMax(slots);
    return marketsInFlightMax(slots, Math.max(1, ...first.stages.map((stage) => stage.length)));
  }

  async #trade(
    task: PendingTask,
    stages: NonNullable<PendingTask['stages']>,
  ): Promise<TaskResult | undefined> {
    const endings = await this.#episodes.play(task, stages);
    if (endings === undefined) return undefined;
    const { position, taskId } = task;
    return scoreMarket.executeWithOptions({ summary: taskId }, [
      { ...this.#slice, position, taskId },
      endings.map(({ episodeId, unscored }) => ({ episodeId, ...(unscored && { unscored }) })),
    ]);
  }

  async #setPaused(paused: boolean): Promise<void> {
    this.#paused = paused;
    await this.#episodes.setPaused(paused);
  }

  async #finish(): Promise<void> {
    this.#finishing = true;
    await this.#episodes.finish();
  }

  async #onSpent(spend: Spend): Promise<void> {
    this.#spend = addSpend(this.#spend, spend);
    await this.#report();
  }

  #add({ taskId }: PendingTask, result: TaskResult): void {
    this.#tally.add(taskId, result);
    if (result.fatal === undefined) return;
    const who = result.reason === 'judge-unavailable' ? 'judge' : 'model';
    const reason = `the ${who}'s provider answered "${result.fatal}"`;
    this.#stop ??= { kind: 'abandon', reason };
    this.#abandon(reason);
  }

  async #settle(spend = NOTHING_SPENT): Promise<void> {
    this.#spend = addSpend(this.#spend, spend);
    this.#settled += 1;
    if (this.#settled % REPORT_TASKS === 0) await this.#report();
  }

  /** Silent while there is neither a budget to mind nor a failure to tell of. */
  async #report(): Promise<void> {
    const { parent } = workflowInfo();
    const isTroubled =
      this.#abandoned === undefined && this.#ended.some(({ unscored }) => unscored !== null);
    const mustReport = isTroubled || (this.#input.reportsSpend && this.#spend.tokens > 0);
    if (!mustReport || parent === undefined) return;
    const report = { spend: this.#spend, ended: this.#ended.slice(-BREAKER_WINDOW) };
    this.#spend = NOTHING_SPENT;
    this.#ended = [];
    await getExternalWorkflowHandle(parent.workflowId, parent.runId).signal(settled, report);
  }

  #abandon(reason: string): void {
    this.#abandoned ??= reason;
    this.#calls.cancel();
  }

  async #recordLost(): Promise<void> {
    // Usually one message for all; grouped so that each outcome carries its own.
    for (const message of new Set(this.#lost.map((entry) => entry.message))) {
      const tasks = this.#lost.filter((entry) => entry.message === message).map(({ task }) => task);
      for (const { taskId, result } of await recordFailures(this.#slice, tasks, message)) {
        this.#tally.add(taskId, result);
      }
    }
  }
}
