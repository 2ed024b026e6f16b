/**
 * How many questions a judge is asked at once. Additive increase, multiplicative decrease, as of
 * TCP congestion control (RFC 5681): a complaint halves the limit, a round of successes raises it by
 * one. Times are milliseconds of any one clock.
 */
export interface AdaptiveLimit {
  /** The limit never exceeds it. */
  readonly slots: number;
  /** At least 1. */
  readonly limit: number;
  /** Since the limit last changed. */
  readonly successes: number;
  /** Until then nothing is asked; in the past when nobody complained. */
  readonly pausedUntilMs: number;
}

/** When the endpoint does not say. */
const PAUSE_MS = 1_000;
/** Long enough for the other complaints of a crowd. */
const PAUSE_MS_MIN = 100;
/** Endpoints that ask for a day are asked again sooner: their limits are often of another kind. */
const PAUSE_MS_MAX = 600_000;

/** @throws RangeError unless slots is an integer of at least 1. */
export function startLimit(slots: number): AdaptiveLimit {
  if (!Number.isInteger(slots) || slots < 1) {
    throw new RangeError(`slots must be an integer of at least 1, found ${slots}`);
  }
  return { slots, limit: slots, successes: 0, pausedUntilMs: Number.NEGATIVE_INFINITY };
}

/** Replies to questions from before a pause say nothing about the new limit. */
export function afterSuccess(state: AdaptiveLimit, nowMs: number): AdaptiveLimit {
  if (nowMs < state.pausedUntilMs) return state;
  const successes = state.successes + 1;
  return successes < state.limit
    ? { ...state, successes }
    : { ...state, limit: Math.min(state.slots, state.limit + 1), successes: 0 };
}

/**
 * Complaints within a pause are about one crowd of questions: they lengthen it, and halve nothing.
 * @param retryAfterMs the pause the endpoint asked for
 */
export function afterThrottled(
  state: AdaptiveLimit,
  nowMs: number,
  retryAfterMs: number | undefined,
): AdaptiveLimit {
  const pauseMs = Math.min(PAUSE_MS_MAX, Math.max(PAUSE_MS_MIN, retryAfterMs ?? PAUSE_MS));
  const pausedUntilMs = Math.max(state.pausedUntilMs, nowMs + pauseMs);
  if (nowMs < state.pausedUntilMs) {
    // Without a wish of its own, a complaint does not push the end of the pause ahead of itself.
    return retryAfterMs === undefined ? state : { ...state, pausedUntilMs };
  }
  const limit = Math.max(1, Math.floor(state.limit / 2));
  return { ...state, limit, successes: 0, pausedUntilMs };
}

/** With another number of slots; what was learned stays. */
export function resized(state: AdaptiveLimit, slots: number): AdaptiveLimit {
  const fresh = startLimit(slots);
  const wasFull = state.limit === state.slots;
  return { ...state, slots, limit: wasFull ? fresh.limit : Math.min(state.limit, slots) };
}
