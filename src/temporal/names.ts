/** Task queues, workflow ids and search attributes. Pure: workflow code imports this file. */

export const ORCHESTRATION_QUEUE = 'durabench';
export const EVAL_QUEUE = 'eval';
/** Work that keeps a core busy. */
export const SIM_QUEUE = 'sim';
/** Grading by a model. */
export const JUDGE_QUEUE = 'judge';
export const LOCAL_HOST = 'local';

/** Lifecycle of servers and agents on a host. */
export const hostQueue = (host: string): string => `host.${host}`;
/** Calls to agents served by a host; its worker's slots are the endpoint's concurrency. */
export const runQueue = (host: string): string => `run.${host}`;

export const suiteWorkflowId = (suite: string, runKey: string): string =>
  `suite/${suite}/${runKey}`;
/** A resume is a new workflow over the records of the run it continues. */
export const resumeWorkflowId = (suite: string, runKey: string, generation: number): string =>
  `${suiteWorkflowId(suite, runKey)}/resume-${generation}`;
/** The lease of a host, over all suites. */
export const hostWorkflowId = (host: string): string => `host/${host}`;
export const configWorkflowId = (suiteId: string, config: string): string => `${suiteId}/${config}`;
/** A config that goes on at another host, under a generation of its own. */
export const movedConfigWorkflowId = (
  suiteId: string,
  config: string,
  generation: number,
): string => `${configWorkflowId(suiteId, config)}/moved-${generation}`;

const pad = (value: number): string => String(value).padStart(2, '0');

export interface ShardPlace {
  readonly slice: number;
  readonly repeat: number;
  readonly round: number;
  readonly generation: number;
  /** A slice that is answered and graded in phases has a shard for each. */
  readonly phase?: 'answer' | 'grade';
}

export const shardWorkflowId = (
  configId: string,
  { slice, repeat, round, generation, phase }: ShardPlace,
): string =>
  `${configId}/s${pad(slice)}${repeat === 0 ? '' : `k${repeat}`}r${round}g${generation}${phase === 'grade' ? '-grade' : ''}`;

export interface EpisodePlace {
  readonly taskId: string;
  readonly episodeId: string;
  readonly repeat: number;
  readonly round: number;
  readonly generation: number;
}

/** Task ids may hold anything; "/" parts the segments of a workflow id. */
export const episodeWorkflowId = (
  configId: string,
  { taskId, episodeId, repeat, round, generation }: EpisodePlace,
): string =>
  `${configId}/episode/${encodeURIComponent(taskId)}/${episodeId}/${repeat === 0 ? '' : `k${repeat}`}r${round}g${generation}`;

/** `20261123T074500Z-1a2b3c`: sortable, and unique through the first execution's run id. */
export function deriveRunKey(startTime: Date, firstExecutionRunId: string): string {
  const stamp = startTime.toISOString().replace(/[-:]|\.\d+/g, '');
  return `${stamp}-${firstExecutionRunId.replaceAll('-', '').slice(0, 6)}`;
}

/** All registered as Keyword unless stated; the dev server has ten Keyword slots. */
export const SEARCH_ATTRIBUTES = {
  suite: 'DurabenchSuite',
  run: 'DurabenchRun',
  config: 'DurabenchConfig',
  model: 'DurabenchModel',
  host: 'DurabenchHost',
  phase: 'DurabenchPhase',
  /** Int. */
  failed: 'DurabenchFailed',
} as const;

export const WORKFLOW_TYPES = {
  suite: 'runSuite',
  config: 'runConfig',
  shard: 'runShard',
  episode: 'tradeEpisode',
  host: 'inferenceHost',
} as const;
