import { setTimeout as sleep } from 'node:timers/promises';
import type { JudgeClient } from '../src/adapters/judge/judge-client.ts';
import { JudgeError } from '../src/domain/errors.ts';
import type { HttpResult } from '../src/domain/judge/compat-transport.ts';
import { failure } from './failures.ts';

/** Its watcher looks every second and gives it three looks. */
const NOTICE_MS = 8_000;
const LOOK_INTERVAL_MS = 500;
const SERVER_ERROR_FROM = 500;

/**
 * The client of a judge whose server we keep up. A request that the loss of the server cut off says
 * nothing of the judge: the task waits for the next server, in nobody's budget.
 * @param isLost whether the server that `client` asks is known to be gone
 * @param noticeMs how long a loss may take to become known
 */
export function onKeptServer(
  client: JudgeClient,
  isLost: () => Promise<boolean>,
  noticeMs = NOTICE_MS,
): JudgeClient {
  const throwIfLost = async (signal: AbortSignal): Promise<void> => {
    for (const deadline = performance.now() + noticeMs; ; ) {
      if (await isLost()) {
        const message = 'the server of the judge was lost; the task waits until it is back';
        throw failure('EndpointUnavailable', message, { retryable: true });
      }
      if (performance.now() >= deadline) return;
      await sleep(LOOK_INTERVAL_MS, undefined, { signal });
    }
  };
  const watched = async <T>(signal: AbortSignal, call: Promise<T>): Promise<T> => {
    try {
      return await call;
    } catch (error) {
      if (error instanceof JudgeError && error.judgeCause === 'unavailable') {
        await throwIfLost(signal);
      }
      throw error;
    }
  };
  return {
    contextTokens: (signal) => watched(signal, client.contextTokens(signal)),
    complete: (request, signal) => watched(signal, client.complete(request, signal)),
    post: async (body, signal) => {
      const result = await client.post(body, signal);
      if (isServerFailure(result) && !signal.aborted) await throwIfLost(signal);
      return result;
    },
  };
}

const isServerFailure = (result: HttpResult): boolean =>
  result.kind === 'no-response' || result.status >= SERVER_ERROR_FROM;
