import type { Client } from '@temporalio/client';
import {
  addCounts,
  type ConfigPhase,
  type ConfigProgress,
  type ConfigSummary,
  NO_TASKS,
  type ShardProgress,
  type SuiteProgress,
  type SuiteResult,
  type TaskCounts,
} from '../domain/suite/progress.ts';
import type { RunIdentity } from './run-reference.ts';
import type { ConfigView, RunView } from './run-view.ts';
import { runStateOf } from './suite-executions.ts';
import { callServer, query } from './temporal-calls.ts';

/** The execution to look at, and the run it works on. */
export interface ObservedRun extends RunIdentity {
  readonly workflowId: string;
}

const CLOSED_PHASES: ReadonlySet<ConfigPhase> = new Set(['done', 'failed', 'cancelled']);

/**
 * How a run stands now. What no worker answers for is taken from the view before, with a notice.
 * @throws ServiceError when the server itself does not answer.
 */
export async function observeRun(
  client: Client,
  run: ObservedRun,
  before: RunView | undefined,
): Promise<RunView> {
  const handle = client.workflow.getHandle(run.workflowId);
  const { status } = await callServer(client, () => handle.describe());
  const state = runStateOf(status.name);
  const base = { ...identityOf(run), workflowId: run.workflowId, state };
  if (state === 'done') {
    // The result is in the history: reading it needs no worker.
    const result: SuiteResult = await callServer(client, () => handle.result());
    return { ...base, paused: false, configs: viewsOfResult(result, before) };
  }
  const progress = await query<SuiteProgress>(client, run.workflowId, 'progress');
  if ('unanswered' in progress) {
    const notice = `${progress.unanswered}; the run is safe and goes on when one does`;
    const known = { paused: before?.paused ?? false, configs: before?.configs ?? [] };
    return { ...base, ...known, ...(state === 'running' && { notice }) };
  }
  const configs = progress.value.configs.map((config) =>
    observeConfig(client, config, viewOf(before, config.configId)),
  );
  return { ...base, paused: progress.value.paused, configs: await Promise.all(configs) };
}

const identityOf = ({ suite, runKey }: RunIdentity): RunIdentity => ({ suite, runKey });

const viewOf = (view: RunView | undefined, configId: string): ConfigView | undefined =>
  view?.configs.find((config) => config.configId === configId);

async function observeConfig(
  client: Client,
  { configId, workflowId, phase, moved, error }: ConfigSummary,
  before: ConfigView | undefined,
): Promise<ConfigView> {
  const facts = { configId, ...(moved !== undefined && { moved }), ...(error && { error }) };
  const idle = { ...facts, phase, paused: false, counts: NO_TASKS };
  if (phase === 'queued') return idle;
  if (before !== undefined && CLOSED_PHASES.has(before.phase)) return before;
  const progress = await query<ConfigProgress>(client, workflowId, 'progress');
  if ('unanswered' in progress) return before ?? idle;
  const { openShards, ...config } = progress.value;
  return {
    ...facts,
    phase: config.phase,
    paused: config.paused,
    ...(await withOpenShards(client, config, openShards)),
    round: config.round,
    redeploys: config.redeploys,
    ...(config.waitingFor !== undefined && { waitingFor: config.waitingFor }),
    ...(config.error !== undefined && { error: config.error }),
  };
}

/** A config counts a shard when it closes; until then the shard is asked. Planned is the config's. */
async function withOpenShards(
  client: Client,
  { counts, answered = 0 }: Pick<ConfigProgress, 'counts' | 'answered'>,
  openShards: readonly string[],
): Promise<Pick<ConfigView, 'counts' | 'answered'>> {
  const answers = await Promise.all(
    openShards.map((id) => query<ShardProgress>(client, id, 'progress')),
  );
  const open = answers.flatMap((answer) => ('value' in answer ? [answer.value] : []));
  const total = open.reduce((sum, shard) => sum + (shard.answered ?? 0), answered);
  return {
    counts: open.reduce<TaskCounts>(
      (sum, shard) => addCounts(sum, { ...shard.counts, planned: 0 }),
      counts,
    ),
    ...(total > 0 && { answered: total }),
  };
}

const viewsOfResult = (result: SuiteResult, before: RunView | undefined): readonly ConfigView[] =>
  result.configs.map(({ configId, counts, moved, error }) => ({
    ...withoutWait(viewOf(before, configId)),
    configId,
    ...(moved !== undefined && { moved }),
    phase: error === undefined ? 'done' : 'failed',
    paused: false,
    counts,
    ...(error !== undefined && { error }),
  }));

/** Of a config that has ended. */
function withoutWait(view: ConfigView | undefined): Partial<ConfigView> {
  const { waitingFor: _, ...rest } = { ...view };
  return rest;
}
