import { setTimeout as sleep } from 'node:timers/promises';
import { Context } from '@temporalio/activity';

/** Three heartbeats: an activity that is to be cancelled has heard of it by then. */
const NEWS_MS_MAX = 12_000;

/**
 * Keeps activities from starting paid work that is being cancelled. Each one hears of a
 * cancellation at a heartbeat of its own: without this, the slots of those that hear first would
 * go to calls that are cancelled seconds later.
 */
export class CancelledWork {
  readonly #keys = new Set<string>();

  /** Once an activity of the key was cancelled, later ones first wait for their own cancellation. */
  async watch<T>(key: string, work: () => Promise<T>): Promise<T> {
    const context = Context.current();
    if (this.#keys.has(key))
      await Promise.race([context.cancelled, sleep(NEWS_MS_MAX, undefined, { ref: false })]);
    try {
      return await work();
    } finally {
      if (context.cancellationDetails?.cancelRequested === true) this.#keys.add(key);
    }
  }
}
