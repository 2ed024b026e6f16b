/** Tasks looked back on. */
export const BREAKER_WINDOW = 20;
/** A provider that fails one task in five reaches this in fewer than one of 1,000 runs. */
const UNSCORED_MAX = 14;

export interface EndedTask {
  readonly handedOutAtMs: number;
  /** Orders tasks of the same instant. */
  readonly nth: number;
  /** Null for a task that has a score or failed by itself. */
  readonly unscored: string | null;
}

/**
 * Stops a config whose instruments fail: when three quarters of the last 20 tasks ended unscored,
 * the next ones would too, each after its full budget of paid attempts.
 */
export class CircuitBreaker {
  #recent: readonly EndedTask[] = [];

  /** @returns Why to stop, once the window is full of failures. */
  record(task: EndedTask): string | undefined {
    // By when they were handed out: failures take several attempts and so come in late and in rows.
    this.#recent = [...this.#recent, task].sort(byHandOut).slice(-BREAKER_WINDOW);
    if (this.#recent.length < BREAKER_WINDOW) return undefined;
    const unscored = this.#recent.flatMap((each) => each.unscored ?? []).filter(isInstrument);
    if (unscored.length <= UNSCORED_MAX) return undefined;
    const reasons = [...new Set(unscored)].sort().join(', ');
    return `${unscored.length} of the last ${BREAKER_WINDOW} tasks ended unscored (${reasons})`;
  }
}

/** An agent's own failure is a dropped row in profile `compat`; a bad gold answer is the file's. */
const isInstrument = (reason: string): boolean => reason !== 'dropped' && reason !== 'invalid-gold';

const byHandOut = (a: EndedTask, b: EndedTask): number =>
  a.handedOutAtMs - b.handedOutAtMs || a.nth - b.nth;
