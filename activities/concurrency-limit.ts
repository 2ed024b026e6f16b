/**
 * At most `slots` at once under each key. The task queue's slots belong to the host; a config may
 * be allowed fewer of them than its host has.
 */
export class ConcurrencyLimit {
  readonly #busy = new Map<string, number>();
  readonly #waiting = new Map<string, Set<() => void>>();

  /** An abort while waiting rethrows its reason; `work` is told by the signal it has itself. */
  async run<T>(
    key: string,
    slots: number,
    signal: AbortSignal,
    work: () => Promise<T>,
  ): Promise<T> {
    while (this.#busyAt(key) >= slots) await this.#released(key, signal);
    this.#busy.set(key, this.#busyAt(key) + 1);
    try {
      return await work();
    } finally {
      this.#busy.set(key, this.#busyAt(key) - 1);
      this.#wakeNext(key);
    }
  }

  #busyAt(key: string): number {
    return this.#busy.get(key) ?? 0;
  }

  #wakeNext(key: string): void {
    const queue = this.#waiting.get(key) ?? new Set();
    const [wake] = queue;
    if (wake === undefined) return;
    queue.delete(wake);
    wake();
  }

  async #released(key: string, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const queue = this.#waiting.get(key) ?? new Set();
    this.#waiting.set(key, queue.add(resolve));
    const onAbort = () => {
      // Leaves the queue, or the next release would be spent on nobody. One who was woken already
      // goes on, and wakes the next.
      if (queue.delete(resolve)) reject(signal.reason);
    };
    signal.addEventListener('abort', onAbort, { once: true });
    try {
      await promise;
    } finally {
      signal.removeEventListener('abort', onAbort);
    }
  }
}
