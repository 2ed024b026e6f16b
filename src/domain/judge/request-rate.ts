/**
 * A token bucket that holds the requests of one second: no burst, and no minute with more than
 * `perMinute` and those. Times are milliseconds of any one clock.
 */
export interface RequestRate {
  readonly perMinute: number;
  readonly tokens: number;
  /** When `tokens` was true. */
  readonly atMs: number;
}

const MINUTE_MS = 60_000;
const MINUTE_S = 60;

const capacityOf = (perMinute: number): number => Math.max(1, perMinute / MINUTE_S);

/** @throws RangeError unless the rate is a positive number. */
export function startRate(perMinute: number, nowMs: number): RequestRate {
  if (!(Number.isFinite(perMinute) && perMinute > 0)) {
    throw new RangeError(`requests per minute must be a positive number, found ${perMinute}`);
  }
  return { perMinute, tokens: capacityOf(perMinute), atMs: nowMs };
}

/** Milliseconds until a request may start; 0 when it may now. */
export function waitMsOf(rate: RequestRate, nowMs: number): number {
  const missing = 1 - filled(rate, nowMs).tokens;
  return missing <= EPSILON ? 0 : (missing * MINUTE_MS) / rate.perMinute;
}

/** A request starts; only when `waitMsOf` is 0. */
export function afterRequest(rate: RequestRate, nowMs: number): RequestRate {
  const { tokens, ...others } = filled(rate, nowMs);
  return { ...others, tokens: Math.max(0, tokens - 1) };
}

/** Sums of fractions miss a whole token by less. */
const EPSILON = 1e-9;

function filled({ perMinute, tokens, atMs }: RequestRate, nowMs: number): RequestRate {
  const gained = (Math.max(0, nowMs - atMs) * perMinute) / MINUTE_MS;
  return {
    perMinute,
    tokens: Math.min(capacityOf(perMinute), tokens + gained),
    atMs: Math.max(atMs, nowMs),
  };
}
