/** A fixed set of things lent to one caller at a time; callers wait in order. */
export class Slots<T> {
  readonly #idle: T[];
  readonly #waiting = new Set<(slot: T) => void>();

  constructor(slots: readonly T[]) {
    this.#idle = [...slots];
  }

  /** Rejects with the abort reason when the caller goes away while waiting. */
  async use<R>(signal: AbortSignal, work: (slot: T) => Promise<R>): Promise<R> {
    const slot = await this.#acquire(signal);
    try {
      return await work(slot);
    } finally {
      this.#release(slot);
    }
  }

  #acquire(signal: AbortSignal): Promise<T> {
    signal.throwIfAborted();
    const idle = this.#idle.pop();
    if (idle !== undefined) return Promise.resolve(idle);
    return new Promise((resolve, reject) => {
      const onAbort = (): void => {
        this.#waiting.delete(grant);
        reject(signal.reason);
      };
      const grant = (slot: T): void => {
        signal.removeEventListener('abort', onAbort);
        resolve(slot);
      };
      this.#waiting.add(grant);
      signal.addEventListener('abort', onAbort, { once: true });
    });
  }

  #release(slot: T): void {
    const [next] = this.#waiting;
    if (next === undefined) {
      this.#idle.push(slot);
      return;
    }
    this.#waiting.delete(next);
    next(slot);
  }
}
