import { setTimeout as sleep } from 'node:timers/promises';
import { type StreamResponse, type Task, TaskState } from '@a2a-js/sdk';
import { AgentError } from '../../domain/errors.ts';
import type { AgentConnection } from './agent-connection.ts';

const POLL_MS_MIN = 100;
const POLL_MS_MAX = 2_000;
const POLL_GROWTH = 1.5;
/** First pause beside an open stream: the stream will tell, looking only insures against it. */
const INSURANCE_MS = 1_000;
/** One look at a task. An agent too busy to answer it is busy, not gone: we look again. */
const LOOK_TIMEOUT_MS = 30_000;
/** Looks that find nobody before the agent counts as gone; one may just have met a closing socket. */
const UNREACHED_LOOKS_MAX = 3;

const RUNNING: ReadonlySet<TaskState | undefined> = new Set([
  undefined,
  TaskState.TASK_STATE_UNSPECIFIED,
  TaskState.TASK_STATE_SUBMITTED,
  TaskState.TASK_STATE_WORKING,
  TaskState.UNRECOGNIZED,
]);

export const isSettled = (task: Task): boolean => !RUNNING.has(task.status?.state);

/**
 * Waits until the agent's task has settled; undefined when the agent no longer knows it. Looking
 * at the task decides; a stream, where the agent offers one, only tells when to look.
 */
export async function awaitAgentTask(
  connection: AgentConnection,
  taskId: string,
  signal: AbortSignal,
): Promise<Task | undefined> {
  const first = await look(connection, taskId, signal);
  if (first === undefined || (first !== 'busy' && isSettled(first))) return first;
  const silent = new AbortController();
  const hangUp = new AbortController();
  const listening = connection.streaming
    ? listen(connection, taskId, AbortSignal.any([signal, hangUp.signal])).then(() =>
        silent.abort(),
      )
    : silent.abort();
  try {
    let pauseMs = silent.signal.aborted ? POLL_MS_MIN : INSURANCE_MS;
    while (true) {
      const wasSilent = silent.signal.aborted;
      await pause(pauseMs, wasSilent ? signal : AbortSignal.any([signal, silent.signal]), signal);
      // News may be a moment ahead of the agent's own books, and a broken stream tells nothing.
      const fellSilent = !wasSilent && silent.signal.aborted;
      pauseMs = fellSilent ? POLL_MS_MIN : Math.min(pauseMs * POLL_GROWTH, POLL_MS_MAX);
      const task = await look(connection, taskId, signal);
      if (task === undefined || (task !== 'busy' && isSettled(task))) return task;
    }
  } finally {
    hangUp.abort();
    await listening;
  }
}

async function pause(ms: number, wake: AbortSignal, signal: AbortSignal): Promise<void> {
  try {
    await sleep(ms, undefined, { signal: wake });
  } catch {
    signal.throwIfAborted();
  }
}

/** Resolves when the stream has told of the end, or has nothing more to tell. Never rejects. */
async function listen(
  connection: AgentConnection,
  taskId: string,
  signal: AbortSignal,
): Promise<void> {
  try {
    for await (const news of connection.subscribe(taskId, signal)) {
      if (!RUNNING.has(stateOf(news))) return;
    }
  } catch {
    // A broken stream is no news of the task: looking goes on.
  }
}

function stateOf({ payload }: StreamResponse): TaskState | undefined {
  return payload?.$case === 'task' || payload?.$case === 'statusUpdate'
    ? payload.value.status?.state
    : undefined;
}

/** Not `AbortSignal.timeout`: thousands of those would outlive the looks they bounded. */
async function look(
  connection: AgentConnection,
  taskId: string,
  signal: AbortSignal,
): Promise<Task | undefined | 'busy'> {
  for (let unreached = 1; ; unreached++) {
    const timeout = new AbortController();
    const timer = setTimeout(() => timeout.abort(), LOOK_TIMEOUT_MS);
    try {
      return await connection.getTask(taskId, AbortSignal.any([signal, timeout.signal]));
    } catch (error) {
      signal.throwIfAborted();
      if (timeout.signal.aborted) return 'busy';
      const gone = error instanceof AgentError && error.agentCause === 'agent-unreachable';
      if (!gone || unreached === UNREACHED_LOOKS_MAX) throw error;
    } finally {
      clearTimeout(timer);
    }
    await pause(POLL_MS_MIN * unreached, signal, signal);
  }
}
