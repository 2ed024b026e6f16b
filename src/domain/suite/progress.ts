/** What queries answer and the CLI, the UI and the report show: the same names everywhere. */

export interface TaskCounts {
  readonly planned: number;
  readonly scored: number;
  readonly failed: number;
  readonly unscored: number;
  /** Of the scored. */
  readonly correct: number;
  readonly redundantCalls: number;
}

export const NO_TASKS: TaskCounts = {
  planned: 0,
  scored: 0,
  failed: 0,
  unscored: 0,
  correct: 0,
  redundantCalls: 0,
};

export const finishedTasks = (counts: TaskCounts): number =>
  counts.scored + counts.failed + counts.unscored;

export function addCounts(a: TaskCounts, b: TaskCounts): TaskCounts {
  return {
    planned: a.planned + b.planned,
    scored: a.scored + b.scored,
    failed: a.failed + b.failed,
    unscored: a.unscored + b.unscored,
    correct: a.correct + b.correct,
    redundantCalls: a.redundantCalls + b.redundantCalls,
  };
}

export type ConfigPhase =
  | 'queued'
  | 'sampling'
  | 'deploying'
  | 'running'
  /** Of configs whose judge is asked after all answers are in: `running` in two phases. */
  | 'answering'
  | 'grading'
  | 'scoring'
  | 'stopping'
  | 'parked'
  /** What is left runs on another host, in a workflow of its own. */
  | 'moved'
  | 'done'
  | 'failed'
  | 'cancelled';

/** Query `progress` of `runShard`. */
export interface ShardProgress {
  readonly counts: TaskCounts;
  /** Tasks whose reply is stored and graded in a later phase. */
  readonly answered?: number;
  readonly paused: boolean;
}

/** Query `progress` of `tradeEpisode`. */
export interface EpisodeCounts {
  readonly decided: number;
  readonly paused: boolean;
}

/** Query `progress` of `runConfig`. Counts cover closed shards; open ones are asked themselves. */
export interface ConfigProgress {
  readonly configId: string;
  readonly phase: ConfigPhase;
  readonly paused: boolean;
  readonly counts: TaskCounts;
  /** Tasks whose reply is stored and graded in a later phase. */
  readonly answered?: number;
  readonly openShards: readonly string[];
  readonly round: number;
  readonly generation: number;
  /** Times the server or agent was brought up again. */
  readonly redeploys: number;
  /** What it waits for before it can go on, with the reason. */
  readonly waitingFor?: string;
  readonly error?: string;
}

export interface ConfigSummary {
  readonly configId: string;
  readonly workflowId: string;
  readonly phase: ConfigPhase;
  /** From which host to which, and why; the latest. */
  readonly moved?: string;
  readonly error?: string;
}

/** Query `progress` of `runSuite`. */
export interface SuiteProgress {
  readonly suite: string;
  readonly runKey: string;
  readonly paused: boolean;
  readonly configs: readonly ConfigSummary[];
}

/** Query `failures` of `runConfig` and `runShard`: the latest, at most 50. */
export interface TaskFailure {
  readonly taskId: string;
  readonly kind: 'failed' | 'unscored';
  readonly reason: string;
}

/** Argument of the update `retryFailed`. */
export interface RetryRequest {
  /** Only tasks that ended with one of these; all without a score when absent. */
  readonly reasons?: readonly string[];
}

export interface RetryAccepted {
  readonly round: number;
}

/** What `runSuite` returns. */
export interface SuiteResult {
  readonly suite: string;
  readonly runKey: string;
  readonly generation: number;
  readonly configs: readonly ConfigResult[];
}

/** What `runConfig` returns. */
export interface ConfigResult {
  readonly configId: string;
  readonly counts: TaskCounts;
  /** Key of the config's report in the artifact store. */
  readonly reportKey?: string;
  readonly overall?: number;
  /** Whether enough of the plan counts; in profile `compat`, which has no such gate, anything. */
  readonly publishable: boolean;
  /** From which host to which, and why; the latest. */
  readonly moved?: string;
  /** Set when the config failed; the suite goes on with the others. */
  readonly error?: string;
}
