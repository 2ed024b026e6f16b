import type { ActivityOptions } from '@temporalio/workflow';
import { FINAL_FAILURES } from '../src/domain/suite/failure-types.ts';
import { EVAL_QUEUE, hostQueue, JUDGE_QUEUE, runQueue, SIM_QUEUE } from '../src/temporal/names.ts';

/**
 * Every timeout and retry, with its reason. Attempts have no maximum where worker restarts would
 * use them up: failures of models and agents limit themselves by budgets in the activities.
 */

const final = [...FINAL_FAILURES];

/** Beats come every 4 s; three missed ones mean a dead worker, so a SIGKILL costs at most 13 s. */
const HEARTBEAT = '12 seconds';

/** The gate inside `runTask` waits this long for a lost deployment before it asks for a new attempt. */
const GATE_WAIT_MS = 5 * 60_000;

/** Pure bookkeeping on the artifact store: seconds, safe to repeat. */
export const bookkeeping: ActivityOptions = {
  taskQueue: EVAL_QUEUE,
  startToCloseTimeout: '2 minutes',
  retry: {
    initialInterval: '1 second',
    maximumInterval: '30 seconds',
    nonRetryableErrorTypes: final,
  },
};

/** Validation answers a person waiting at a prompt; a broken disk should not look like a hang. */
export const validation: ActivityOptions = {
  ...bookkeeping,
  startToCloseTimeout: '1 minute',
  retry: { ...bookkeeping.retry, maximumAttempts: 5 },
};

/** Reads every outcome of a config: minutes at 100,000 tasks on a network disk. */
export const aggregation: ActivityOptions = {
  ...bookkeeping,
  startToCloseTimeout: '15 minutes',
  heartbeatTimeout: '1 minute',
};

/**
 * Downloads and loading may take most of an hour for large weights. Few attempts: a server that
 * fails to start five times in a row will not start.
 */
const deploy = (host: string): ActivityOptions => ({
  taskQueue: hostQueue(host),
  startToCloseTimeout: '60 minutes',
  heartbeatTimeout: HEARTBEAT,
  cancellationType: 'WAIT_CANCELLATION_COMPLETED',
  retry: {
    initialInterval: '2 seconds',
    maximumInterval: '30 seconds',
    maximumAttempts: 5,
    nonRetryableErrorTypes: final,
  },
});

/** A worker takes work up at once: one that leaves it lying so long is not there, and that is noticed. */
export const hostNoticeMs = (limitMs = Infinity): number => Math.min(30_000, limitMs);

/** Of configs, which wait for a host without a worker and say so; for `limitMs`, if they have one. */
export const noticedDeploy = (host: string, limitMs?: number): ActivityOptions => ({
  ...deploy(host),
  scheduleToStartTimeout: hostNoticeMs(limitMs),
});

/** Asked again and again while a host is waited for; one attempt, since an answer takes no time. */
export const presence = (host: string, scheduleToStartTimeout: number): ActivityOptions => ({
  taskQueue: hostQueue(host),
  scheduleToStartTimeout,
  startToCloseTimeout: '30 seconds',
  retry: { maximumAttempts: 1 },
});

/** One attempt watches until the end; a new worker takes over within the heartbeat timeout. */
export const watch = (host: string, limitMs?: number): ActivityOptions => ({
  taskQueue: hostQueue(host),
  startToCloseTimeout: '7 days',
  scheduleToStartTimeout: hostNoticeMs(limitMs),
  heartbeatTimeout: HEARTBEAT,
  retry: { initialInterval: '1 second', backoffCoefficient: 1, nonRetryableErrorTypes: final },
});

/** Stopping waits for a process group to end: TERM, TERM, KILL, each with five seconds. */
export const teardown = (host: string): ActivityOptions => ({
  taskQueue: hostQueue(host),
  startToCloseTimeout: '1 minute',
  scheduleToCloseTimeout: '10 minutes',
  retry: { initialInterval: '1 second', maximumInterval: '15 seconds', maximumAttempts: 6 },
});

/**
 * One agent call with its grading. No backoff growth: an attempt after a crash must start at once;
 * failures that need a pause carry their own delay.
 */
export const agentCall = (host: string, timeoutMs: number): ActivityOptions => ({
  taskQueue: runQueue(host),
  // An attempt may wait for a slot behind four others; a dead worker is found by its heartbeats.
  startToCloseTimeout: 5 * timeoutMs + GATE_WAIT_MS + 60_000,
  heartbeatTimeout: HEARTBEAT,
  // Cancelling must have told the agent before the agent's process is stopped.
  cancellationType: 'WAIT_CANCELLATION_COMPLETED',
  retry: { initialInterval: '1 second', backoffCoefficient: 1, nonRetryableErrorTypes: final },
});

/**
 * One grade: up to a dozen questions, each asked up to five times with pauses, behind those of others.
 * A dead worker is found by its heartbeats; answers that came are stored.
 */
export const judging: ActivityOptions = {
  taskQueue: JUDGE_QUEUE,
  startToCloseTimeout: '2 hours',
  heartbeatTimeout: HEARTBEAT,
  cancellationType: 'WAIT_CANCELLATION_COMPLETED',
  retry: { initialInterval: '1 second', backoffCoefficient: 1, nonRetryableErrorTypes: final },
};

/** Thousands of random agents over every episode of a scenario: minutes on a loaded machine. */
export const simulation: ActivityOptions = {
  ...aggregation,
  taskQueue: SIM_QUEUE,
  heartbeatTimeout: HEARTBEAT,
};

/** Times a config's server or agent is brought up again before the config gives up. */
export const REDEPLOYS_MAX = 10;

/** Open shards of a config: enough to keep its slots busy, never more than 40 children. */
export const openShardsMax = (slots: number): number =>
  Math.min(40, Math.ceil((2 * slots) / 50) + 1);

/** Episodes at once fill the slots twice, as questions do; one market may fill them alone. */
export const marketsInFlightMax = (slots: number, episodesAtOnce: number): number =>
  Math.max(1, Math.ceil((2 * slots) / episodesAtOnce));

/** Tasks a shard has scheduled at once: the queue stays full, a pause takes effect soon. */
export const tasksInFlightMax = (slots: number): number => Math.min(50, Math.max(2, 2 * slots));
