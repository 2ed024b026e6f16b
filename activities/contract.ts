import type { ArtifactRef } from '../src/contracts/records.ts';
import type { UnscoredReason } from '../src/domain/scoring/score.ts';
import type { TaskPhase } from '../src/domain/suite/artifact-keys.ts';
import type { Budget, Spend } from '../src/domain/suite/budget.ts';
import type { FatalCause } from '../src/domain/suite/config-run.ts';
import type { TaskCounts } from '../src/domain/suite/progress.ts';

/**
 * What workflows ask of the world. Interfaces only: importing an implementation, even as a type,
 * would pull Node's types into workflow code. Everything here is small; content is in artifacts.
 * Bookkeeping, hosts and moves between them have a contract of their own beside this one.
 */

/** Where a suite run's records lie and which pass over them this is. */
export interface RunScope {
  readonly suite: string;
  readonly runKey: string;
  /** Artifact key prefix of the run. */
  readonly root: string;
  /** 0 for the first pass; a retry of failed tasks is a new round. */
  readonly round: number;
  /** Restarts of the orchestration; each has its own workflow ids. */
  readonly generation: number;
  /** In a retry round: only tasks whose last outcome has one of these reasons; none means all. */
  readonly reasons?: readonly string[];
  /** This round grades stored replies again: by a judge asked anew, or by all that is stored. */
  readonly regrade?: 'judge' | 'rules';
  /** Absent where tasks are answered and graded in one go. */
  readonly phase?: TaskPhase;
}

export interface SuitePlan {
  readonly scope: RunScope;
  /** How long configs with tasks left wait for `retryFailed`. */
  readonly holdMs: number;
  readonly configs: readonly ConfigPlan[];
}

/** A server that a config needs. */
export interface ServerPlan {
  /** Present when it is to be brought up; equal ids share one. */
  readonly deploymentId?: string;
  /** The host's lease is taken before it is brought up; plans of earlier versions have none. */
  readonly lease?: true;
}

/** What orchestration needs to know of a config; the whole of it is in the artifact. */
export interface ConfigPlan extends ServerPlan {
  readonly configId: string;
  /** `run.json` */
  readonly config: ArtifactRef;
  readonly host: string;
  /** Configs of one lane run one after another. */
  readonly lane: string;
  /** Shown in the UI. */
  readonly model: string;
  readonly agent: string;
  /** Present when answers are graded after all of them are in, by a judge on a server of its own or elsewhere. */
  readonly grading?: ServerPlan;
  /** What rounds need that grade stored replies again; plans of earlier versions bring the agent up. */
  readonly regrading?: ServerPlan;
  readonly slots: number;
  readonly timeoutMs: number;
  readonly budget?: Budget;
  /** How long it waits for a host without a worker; absent: for ever. */
  readonly hostWait?: HostWaitPlan;
}

export interface HostWaitPlan {
  readonly limitMs: number;
  /** It names no host: then it goes on at another one. */
  readonly mayMove?: true;
}

export interface SuiteIdentity {
  readonly workflowId: string;
  readonly firstExecutionRunId: string;
  /** ISO 8601. */
  readonly startTime: string;
}

export interface ConfigScope {
  readonly scope: RunScope;
  readonly config: ArtifactRef;
}

export interface SampledTasks {
  readonly manifest: ArtifactRef;
  readonly counts: TaskCounts;
  /** Slices with tasks still to run in this round. */
  readonly slices: readonly PendingSlice[];
}

interface SlicePlace {
  readonly slice: number;
  /** From 0; each repeat of a slice is a shard of its own. */
  readonly repeat: number;
}

export interface PendingSlice extends SlicePlace {
  readonly pending: number;
}

export interface SliceRef extends ConfigScope, SlicePlace {}

interface TaskPlace {
  /** Position in the slice. */
  readonly position: number;
  readonly taskId: string;
}

export interface PendingTask extends TaskPlace {
  /** Ids of the episodes of a traded task: stages follow each other, episodes of one run at once. */
  readonly stages?: readonly (readonly string[])[];
}

export interface TaskRef extends SliceRef, TaskPlace {}

export interface EpisodeRef extends TaskRef {
  readonly episodeId: string;
}

/** How far an episode is. */
export interface EpisodeProgress {
  /** `open`: there are decisions left to make. */
  readonly state: 'open' | 'done' | 'unscored';
  /** Decisions of the conversation that counts. */
  readonly decided: number;
  /** Of the decisions made since it was last asked. */
  readonly spend: Spend;
  /** Why it cannot be finished. */
  readonly unscored?: EpisodeFailure;
}

export interface EpisodeFailure {
  readonly reason: UnscoredReason;
  readonly message: string;
  /** Set when every later task would fail the same way. */
  readonly fatal?: FatalCause;
}

/** What became of one episode of a task. */
export interface EpisodeEnding {
  readonly episodeId: string;
  readonly unscored?: EpisodeFailure;
}

export interface TaskResult {
  readonly kind: 'scored' | 'failed' | 'unscored';
  readonly reason?: string;
  readonly correct: boolean;
  readonly redundantCalls: number;
  /** Absent when the agent does not say. */
  readonly spend?: Spend;
  /** Set when every later task would fail the same way. */
  readonly fatal?: FatalCause;
}

/** The reply is stored; a judge has yet to grade it. */
export interface AnsweredTask {
  readonly kind: 'answered';
  readonly spend?: Spend;
}

export interface EndedTask {
  readonly taskId: string;
  readonly result: TaskResult;
}

/** Queue `run.<host>`: calls to agents; the queue's slots are the endpoint's concurrency. */
export interface RunActivities {
  /** Asks the agent unless its reply is stored, grades, and commits the outcome. */
  runTask(task: TaskRef): Promise<TaskResult | AnsweredTask>;
  /** Replays what is decided and makes the next decisions: one, or as many as a few seconds allow. */
  playDecisions(episode: EpisodeRef): Promise<EpisodeProgress>;
}

/** Queue `judge`: grading that asks a model. */
export interface JudgeActivities {
  /** Grades a stored reply, and commits the outcome. Answers that the judge has given are not asked for again. */
  judgeTask(task: TaskRef): Promise<TaskResult>;
}

/** Queue `sim`: work that keeps a core busy. */
export interface SimActivities {
  /** Scores the played episodes of a task, and commits the outcome. */
  scoreMarket(task: TaskRef, endings: readonly EpisodeEnding[]): Promise<TaskResult>;
}
