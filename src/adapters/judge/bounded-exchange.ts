import { JudgeError } from '../../domain/errors.ts';
import type { JudgeFailures, Refusal } from './judge-failure.ts';

/** How one client library or another speaks of what went wrong. */
export interface Exchange {
  readonly failures: JudgeFailures;
  /** What the endpoint said when it said no; undefined when something else went wrong. */
  readonly refusalOf: (error: unknown) => Refusal | undefined;
}

/**
 * One exchange, up to the last byte, within its time. Refusals and judge errors come out as they
 * are, the caller's abort with its reason, anything else as a judge error.
 */
export async function withinTime<T>(
  { failures, refusalOf }: Exchange,
  timeoutMs: number,
  signal: AbortSignal,
  exchange: (bounded: AbortSignal) => Promise<T>,
): Promise<T> {
  signal.throwIfAborted();
  const limit = AbortSignal.timeout(timeoutMs);
  try {
    return await exchange(AbortSignal.any([signal, limit]));
  } catch (error) {
    signal.throwIfAborted();
    if (limit.aborted) throw failures.late(timeoutMs);
    if (error instanceof JudgeError || refusalOf(error) !== undefined) throw error;
    if (error instanceof SyntaxError) throw failures.unreadable('broken JSON');
    throw failures.unreachable(error);
  }
}
