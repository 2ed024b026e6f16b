import {
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
  EvalActivities,
  PendingTask,
  RunActivities,
  SliceRef,
  TaskResult,
} from '../activities/contract.ts';
import { addSpend, NOTHING_SPENT } from '../src/domain/suite/budget.ts';
import { BREAKER_WINDOW, type EndedTask } from '../src/domain/suite/circuit-breaker.ts';
import type { TaskCounts, TaskFailure } from '../src/domain/suite/progress.ts';
import { allSettled, causeMessage } from './concurrency.ts';
import { abandon, failures, finish, pause, resume, settled, shardProgress } from './messages.ts';
import { agentCall, bookkeeping, tasksInFlightMax } from './policies.ts';
import type { Stop } from './stop.ts';
import { Tally } from './tally.ts';

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

export interface ShardResult {
  readonly counts: TaskCounts;
  readonly failures: readonly TaskFailure[];
  /** Set when no later task of the config would fare better. */
  readonly stop?: Stop;
}

/** Tasks between two reports to the config: eleven signals a shard at most. */
const REPORT_TASKS = 5;

const { readSlice, recordFailures } = proxyActivities<EvalActivities>(bookkeeping);

/** Up to 50 tasks of a config. A task that fails is data here; it never fails the shard. */
export async function runShard(input: ShardInput): Promise<ShardResult> {
  return new ShardRun(input).run();
}

class ShardRun {
  readonly #input: ShardInput;
  readonly #slice: SliceRef;
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
    if (input.stop?.kind === 'abandon') this.#abandon(input.stop.reason);
    if (input.stop?.kind === 'finish') this.#finishing = true;
    setHandler(pause, () => {
      this.#paused = true;
    });
    setHandler(resume, () => {
      this.#paused = false;
    });
    setHandler(finish, () => {
      this.#finishing = true;
    });
    setHandler(abandon, (reason) => this.#abandon(reason));
    setHandler(shardProgress, () => ({ counts: this.#tally.counts, paused: this.#paused }));
    setHandler(failures, () => this.#tally.failures);
  }

  async run(): Promise<ShardResult> {
    const pending = [...(await readSlice(this.#slice))];
    this.#tally.plan(pending.length);
    const workers = Math.min(tasksInFlightMax(this.#input.slots), pending.length);
    await allSettled(Array.from({ length: workers }, () => this.#work(pending)));
    await this.#recordLost();
    await this.#report();
    const { counts, failures: failed } = this.#tally;
    return { counts, failures: failed, ...(this.#stop !== undefined && { stop: this.#stop }) };
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
        await this.#settle(task, result);
      }
      setCurrentDetails(this.#tally.markdown());
    }
  }

  async #resultOf(task: PendingTask): Promise<TaskResult | undefined> {
    try {
      return await this.#calls.run(() => this.#ask(task));
    } catch (error) {
      if (isCancellation(error) && this.#abandoned === undefined) throw error;
      this.#lost.push({ task, message: this.#abandoned ?? causeMessage(error) });
      return undefined;
    }
  }

  #ask(task: PendingTask): Promise<TaskResult> {
    const { runTask } = proxyActivities<RunActivities>(
      agentCall(this.#input.host, this.#input.timeoutMs),
    );
    return runTask.executeWithOptions({ activityId: `run-${task.taskId}`, summary: task.taskId }, [
      { ...this.#slice, ...task },
    ]);
  }

  async #settle(task: PendingTask, result: TaskResult): Promise<void> {
    this.#tally.add(task.taskId, result);
    if (result.fatal !== undefined) {
      const reason = `the model's provider answered "${result.fatal}"`;
      this.#stop ??= { kind: 'abandon', reason };
      this.#abandon(reason);
    }
    this.#spend = addSpend(this.#spend, result.spend ?? NOTHING_SPENT);
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
