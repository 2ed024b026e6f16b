import { setTimeout as sleep } from 'node:timers/promises';
import { type Client, WorkflowFailedError } from '@temporalio/client';
import { ApplicationFailure, CancelledFailure, TerminatedFailure } from '@temporalio/common';
import type { SuiteResult } from '../domain/suite/progress.ts';
import type { CliContext } from './context.ts';
import { type ObservedRun, observeRun } from './observe-run.ts';
import { createProgressDisplay } from './progress-display.ts';
import type { RunEnd, RunView } from './run-view.ts';
import { callServer, isPassing } from './temporal-calls.ts';

const INTERVAL_MS = 1_000;
/** Looking costs the workers replays and queries: at most a tenth of their time goes there. */
const IDLE_PER_LOOK = 9;
const INTERVAL_MS_MAX = 15_000;

/** Shows a run until it ends or the user has seen enough; outlasts a server or worker that is down. */
export async function watchRun(
  client: Client,
  run: ObservedRun,
  context: Pick<CliContext, 'stdout' | 'json' | 'signal'>,
): Promise<RunEnd> {
  const display = createProgressDisplay(context);
  let view: RunView | undefined;
  while (!context.signal.aborted) {
    const startedAt = performance.now();
    view = await observeOrExcuse(client, run, view);
    display.show(view);
    if (view.state !== 'running') return readEnd(client, run.workflowId);
    const lookMs = performance.now() - startedAt;
    await pause(Math.min(Math.max(INTERVAL_MS, lookMs * IDLE_PER_LOOK), INTERVAL_MS_MAX), context);
  }
  return { kind: 'detached' };
}

async function observeOrExcuse(
  client: Client,
  run: ObservedRun,
  before: RunView | undefined,
): Promise<RunView> {
  try {
    return await observeRun(client, run, before);
  } catch (error) {
    if (!isPassing(error)) throw error;
    const { suite, runKey, workflowId } = run;
    const unknown = {
      suite,
      runKey,
      workflowId,
      state: 'running',
      paused: false,
      configs: [],
    } as const;
    return {
      ...(before ?? unknown),
      notice: 'the Temporal server does not answer; trying again ("durabench up" brings it back)',
    };
  }
}

/** Sleeps; an abort only ends the sleep. */
const pause = (ms: number, { signal }: Pick<CliContext, 'signal'>): Promise<void> =>
  sleep(ms, undefined, { signal }).catch(() => undefined);

/** How a closed execution ended. */
async function readEnd(client: Client, workflowId: string): Promise<RunEnd> {
  const handle = client.workflow.getHandle(workflowId);
  try {
    const result: SuiteResult = await callServer(client, () => handle.result());
    return { kind: 'completed', result };
  } catch (error) {
    if (!(error instanceof WorkflowFailedError)) throw error;
    const { cause } = error;
    if (cause instanceof CancelledFailure) return { kind: 'cancelled' };
    if (cause instanceof TerminatedFailure) return { kind: 'terminated', message: cause.message };
    const type = cause instanceof ApplicationFailure ? cause.type : undefined;
    return { kind: 'failed', message: cause?.message ?? error.message, ...(type && { type }) };
  }
}
