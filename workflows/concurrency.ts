import { ActivityFailure, ApplicationFailure } from '@temporalio/common';

/**
 * Waits for all, then rethrows the first failure. With `Promise.all` a cancelled workflow would
 * close while siblings still wait for their activities to acknowledge.
 */
export async function allSettled(work: readonly Promise<unknown>[]): Promise<void> {
  const results = await Promise.allSettled(work);
  const failure = results.find((result) => result.status === 'rejected');
  if (failure !== undefined) throw failure.reason;
}

/** Runs at most `width` at once, in order. */
export async function eachLimited<T>(
  items: readonly T[],
  width: number,
  action: (item: T) => Promise<void>,
): Promise<void> {
  const queue = [...items];
  const lane = async (): Promise<void> => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await action(item);
  };
  await allSettled(Array.from({ length: Math.min(width, items.length) }, lane));
}

/** The innermost message: outer ones say only "Activity task failed". */
export function causeMessage(error: unknown): string {
  let current = error;
  while (current instanceof Error && current.cause instanceof Error) current = current.cause;
  return (current instanceof Error ? current.message : String(current)).slice(0, 300);
}

/** A start with bad input ends FAILED with the type and message of the cause, not "activity failed". */
export function rethrowCause(error: unknown): never {
  if (error instanceof ActivityFailure && error.cause instanceof ApplicationFailure)
    throw error.cause;
  throw error;
}
