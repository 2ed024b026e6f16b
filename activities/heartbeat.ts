import { Context } from '@temporalio/activity';

/** Below a third of the heartbeat timeout of `workflows/policies.ts`. */
const BEAT_INTERVAL_MS = 4_000;

/**
 * Runs `work` while telling the server that this process lives. Details stay empty: progress is
 * in the artifact store. `work` gets the signal of cancellation and worker shutdown.
 */
export async function withHeartbeat<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  // Captured once: inside listeners and timers there is no activity context.
  const context = Context.current();
  // None at once: the server counts from the start, and a short call costs a transaction less.
  const timer = setInterval(() => context.heartbeat(), BEAT_INTERVAL_MS);
  try {
    return await work(context.cancellationSignal);
  } finally {
    clearInterval(timer);
  }
}
