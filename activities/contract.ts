import type { ArtifactRef } from '../src/contracts/records.ts';
import type { Holder, LeaseRequest } from '../src/domain/deployment/lease/lease.ts';
import type { UnscoredReason } from '../src/domain/scoring/score.ts';
import type { TaskPhase } from '../src/domain/suite/artifact-keys.ts';
import type { Budget, Spend } from '../src/domain/suite/budget.ts';
import type { FatalCause } from '../src/domain/suite/config-run.ts';
import type { ConfigResult, TaskCounts } from '../src/domain/suite/progress.ts';

/**
 * What workflows ask of the world. Interfaces only: importing an implementation, even as a type,
 * would pull Node's types into workflow code. Everything here is small; content is in artifacts.
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

/** How a config goes on at another host: a new plan, under a generation of its own. */
export interface MovedConfig {
  readonly kind: 'moved';
  readonly scope: RunScope;
  readonly plan: ConfigPlan;
  /** For people: from where to where, and why. */
  readonly reason: string;
}

export interface NoOtherHost {
  readonly kind: 'nowhere';
  /** For people: goes through the hosts there are. */
  readonly reason: string;
}

export interface HostMove {
  /** Of the config's workflow, which moves once: a repeated attempt gives the same plan. */
  readonly workflowId: string;
  readonly runId: string;
  readonly waitedMs: number;
  /** ISO 8601. */
  readonly at: string;
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

export interface DeploymentState extends ConfigScope {
  readonly deploymentId?: string;
  readonly epoch: number;
  readonly state: 'healthy' | 'lost' | 'abandoned' | 'stopped';
  readonly agentUrl?: string;
  readonly modelUrl?: string;
  readonly models?: readonly string[];
  readonly reason?: string;
}

export interface Aggregation extends ConfigScope {
  readonly manifest?: ArtifactRef;
  /** ISO 8601, from workflow time, so that a repeated aggregation gives the same bytes. */
  readonly startedAt: string;
  readonly finishedAt: string;
  readonly error?: string;
}

/** Queue `eval`: planning, bookkeeping, results. */
export interface EvalActivities {
  /** Validates a start, whatever its shape, and stores the resolved suite. */
  resolveSuite(input: unknown, identity: SuiteIdentity): Promise<SuitePlan>;
  sampleTasks(scope: ConfigScope): Promise<SampledTasks>;
  readSlice(slice: SliceRef): Promise<readonly PendingTask[]>;
  /** Gives tasks an outcome that no activity could give them; not those that another phase grades. */
  recordFailures(
    slice: SliceRef,
    tasks: readonly PendingTask[],
    message: string,
  ): Promise<readonly EndedTask[]>;
  recordDeployment(state: DeploymentState): Promise<void>;
  aggregateConfig(aggregation: Aggregation): Promise<ConfigResult>;
  publishSuite(scope: RunScope, finishedAt: string): Promise<void>;
  /** Tells the host's workflow, and starts it if need be. */
  askForLease(host: string, request: LeaseRequest): Promise<void>;
  /** Another host for a config whose own has no worker; `nowhere` says why there is none. */
  moveConfig(config: ConfigScope, move: HostMove): Promise<MovedConfig | NoOtherHost>;
  /** Those whose workflows have ended, or never were. */
  closedHolders(holders: readonly Holder[]): Promise<readonly Holder[]>;
}

/** Of a host's lease: activities refuse an epoch that is not the latest they have seen. */
export interface LeaseEpoch {
  readonly host: string;
  readonly epoch: number;
}

export interface DeployedServer {
  readonly baseUrl: string;
  readonly model: string;
  readonly pid?: number;
  readonly adopted: boolean;
  readonly startedAt?: string;
  /** Which version of a repaired deployment it is; hosts of earlier versions do not say. */
  readonly deploymentId?: string;
}

export interface DeployedAgent {
  readonly url: string;
  readonly pid?: number;
  readonly adopted: boolean;
}

/** Queue `host.<host>`: the life of servers and agents on one host. */
export interface HostActivities {
  /** A sign of life. */
  answer(): Promise<void>;
  /** With a lease it first stops the server of another deployment. */
  ensureServer(config: ConfigScope, lease?: LeaseEpoch): Promise<DeployedServer>;
  /** Health, model list and one real completion. Returns the ids the endpoint lists. */
  awaitHealthy(config: ConfigScope, server: DeployedServer): Promise<readonly string[]>;
  /** Runs until the server is lost, and fails with `ServerLost`. */
  watchServer(config: ConfigScope, server: DeployedServer): Promise<never>;
  stopServer(config: ConfigScope): Promise<void>;
  /** Stops what was started under the host's lease, if anything runs. */
  stopLeasedServer(lease: LeaseEpoch): Promise<void>;
  ensureAgent(config: ConfigScope, modelBaseUrl?: string): Promise<DeployedAgent>;
  watchAgent(config: ConfigScope, agent: DeployedAgent): Promise<never>;
  stopAgent(config: ConfigScope): Promise<void>;
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
