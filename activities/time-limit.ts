/**
 * A bound on one piece of work, inside the signal of those who wait for it. Unlike
 * `AbortSignal.timeout`, which holds whatever listened to it until its time has come, it leaves
 * nothing behind: minutes of an agent's time limit are thousands of finished calls.
 */
export class TimeLimit implements Disposable {
  /** Aborts when the time has passed, or with the reason of the outer signal. */
  readonly signal: AbortSignal;
  readonly #controller = new AbortController();
  readonly #timer: NodeJS.Timeout;
  readonly #outer: AbortSignal;
  readonly #forward = (): void => this.#controller.abort(this.#outer.reason);
  #passed = false;

  constructor(limitMs: number, outer: AbortSignal) {
    this.signal = this.#controller.signal;
    this.#outer = outer;
    this.#timer = setTimeout(() => {
      this.#passed = true;
      this.#controller.abort(new DOMException('the time limit has passed', 'TimeoutError'));
    }, limitMs);
    if (outer.aborted) this.#forward();
    outer.addEventListener('abort', this.#forward, { once: true });
  }

  /** Whether the time has passed while the work was wanted. */
  get passed(): boolean {
    return this.#passed && !this.#outer.aborted;
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#timer);
    this.#outer.removeEventListener('abort', this.#forward);
  }
}
