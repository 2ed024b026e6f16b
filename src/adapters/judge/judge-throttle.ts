import { JudgeError } from '../../domain/errors.ts';
import {
  type AdaptiveLimit,
  afterSuccess,
  afterThrottled,
  resized,
  startLimit,
} from '../../domain/judge/adaptive-limit.ts';
import {
  afterRequest,
  type RequestRate,
  startRate,
  waitMsOf,
} from '../../domain/judge/request-rate.ts';

export interface ThrottleSpec {
  /** Calls with one key share limit, rate and queue. */
  readonly key: string;
  /** Calls at once, at most. */
  readonly slots: number;
  /** Of this process. */
  readonly requestsPerMinute?: number;
}

/**
 * Lets calls to a judge through in the order they came, as many at once as the judge takes: a
 * `JudgeError` with cause `throttled` halves that and pauses all calls of its key. Nothing is asked
 * twice; errors are the caller's.
 */
export class JudgeThrottle {
  readonly #gates = new Map<string, Gate>();
  readonly #now: () => number;

  /** @param now monotonic, in milliseconds */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** @throws the signal's reason when it aborts before the call's turn; else what the call throws. */
  async run<T>(spec: ThrottleSpec, signal: AbortSignal, call: () => Promise<T>): Promise<T> {
    signal.throwIfAborted();
    const gate = this.#gates.get(spec.key) ?? new Gate(this.#now, spec.slots);
    this.#gates.set(spec.key, gate);
    gate.adjust(spec);
    await gate.enter(signal);
    try {
      const result = await call();
      gate.succeeded();
      return result;
    } catch (error) {
      if (error instanceof JudgeError && error.judgeCause === 'throttled') {
        gate.throttled(error.retryAfterMs);
      }
      throw error;
    } finally {
      gate.leave();
    }
  }

  /** Calls that may run at once now; undefined for a key never used. */
  limitOf(key: string): number | undefined {
    return this.#gates.get(key)?.limit;
  }
}

/** Timers hold no more than 24 days; a gate looks again at least this often. */
const LOOK_AGAIN_MS = 60_000;

class Gate {
  readonly #now: () => number;
  /** Those who wait, first come first: a set keeps the order and forgets anyone at once. */
  readonly #waiting = new Set<() => void>();
  #state: AdaptiveLimit;
  #rate: RequestRate | undefined;
  #inFlight = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(now: () => number, slots: number) {
    this.#now = now;
    this.#state = startLimit(slots);
  }

  get limit(): number {
    return this.#state.limit;
  }

  adjust({ slots, requestsPerMinute }: ThrottleSpec): void {
    if (slots !== this.#state.slots) this.#state = resized(this.#state, slots);
    if (requestsPerMinute === this.#rate?.perMinute) return;
    this.#rate =
      requestsPerMinute === undefined ? undefined : startRate(requestsPerMinute, this.#now());
  }

  async enter(signal: AbortSignal): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const giveUp = () => {
      this.#waiting.delete(resolve);
      reject(signal.reason);
      this.#admit();
    };
    this.#waiting.add(resolve);
    signal.addEventListener('abort', giveUp, { once: true });
    this.#admit();
    await promise.finally(() => signal.removeEventListener('abort', giveUp));
  }

  leave(): void {
    this.#inFlight -= 1;
    this.#admit();
  }

  succeeded(): void {
    this.#state = afterSuccess(this.#state, this.#now());
  }

  throttled(retryAfterMs: number | undefined): void {
    this.#state = afterThrottled(this.#state, this.#now(), retryAfterMs);
  }

  #admit(): void {
    clearTimeout(this.#timer);
    for (const enter of this.#waiting) {
      if (this.#inFlight >= this.#state.limit) return;
      const waitMs = this.#waitMs();
      if (waitMs > 0) {
        const delayMs = Math.min(LOOK_AGAIN_MS, Math.ceil(waitMs));
        this.#timer = setTimeout(() => this.#admit(), delayMs);
        return;
      }
      this.#waiting.delete(enter);
      this.#inFlight += 1;
      if (this.#rate !== undefined) this.#rate = afterRequest(this.#rate, this.#now());
      enter();
    }
  }

  #waitMs(): number {
    const nowMs = this.#now();
    const paceMs = this.#rate === undefined ? 0 : waitMsOf(this.#rate, nowMs);
    return Math.max(paceMs, this.#state.pausedUntilMs - nowMs);
  }
}
