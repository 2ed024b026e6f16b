import { isTruthy } from '../../scoring/compat/json-value.ts';
import { type Instant, parseTimestamp } from '../python/iso-timestamp.ts';
import { pythonMax, roundHalfEven } from '../python/number-order.ts';
import { PythonError } from '../python/python-error.ts';
import { typeName } from '../python/python-value.ts';
import type { JsonValue } from '../scenario.ts';
import { timeframeMinutes } from './timeframe.ts';

const MICROSECONDS = 1e6;

/** Counts funding intervals as they fall due: by timestamps, or by bars where those are missing. */
export class FundingClock {
  readonly #intervalHours: number;
  #since: Instant | undefined;
  #sinceStep = 0;

  constructor(intervalHours: number) {
    this.#intervalHours = intervalHours;
  }

  /** Intervals that have passed since those counted before. @throws PythonError */
  advance(timestamp: JsonValue | undefined, timeframe: string | null, step: number): number {
    const now = readTimestamp(timestamp);
    return now === undefined ? this.#advanceBars(timeframe, step) : this.#advanceTime(now);
  }

  /** The first bar with a position starts the clock, whenever the interval began. */
  #advanceTime(now: Instant): number {
    const intervalSeconds = this.#intervalHours * 3600;
    if (this.#since === undefined) {
      this.#since = now;
      return 0;
    }
    const elapsed = secondsBetween(this.#since, now);
    if (elapsed < intervalSeconds) return 0;
    const intervals = floorQuotient(elapsed, intervalSeconds);
    if (!Number.isFinite(intervals)) {
      throw new PythonError('OverflowError', 'cannot convert float infinity to integer');
    }
    this.#since = later(this.#since, intervals * intervalSeconds);
    return intervals;
  }

  #advanceBars(timeframe: string | null, step: number): number {
    const minutes = timeframeMinutes(timeframe);
    if (minutes === undefined || minutes === 0) return 0;
    const bars = pythonMax(roundHalfEven((this.#intervalHours * 60) / minutes), 1);
    const intervals = Math.floor((step - this.#sinceStep) / bars);
    if (intervals < 1) return 0;
    this.#sinceStep += intervals * bars;
    return intervals;
  }
}

/** @throws PythonError AttributeError for what is neither text nor empty */
function readTimestamp(timestamp: JsonValue = null): Instant | undefined {
  if (typeof timestamp === 'string') return parseTimestamp(timestamp);
  if (!isTruthy(timestamp)) return undefined;
  throw new PythonError(
    'AttributeError',
    `'${typeName(timestamp)}' object has no attribute 'strip'`,
  );
}

/** Rounded once, as `timedelta.total_seconds` is. */
function secondsBetween(from: Instant, to: Instant): number {
  const seconds = to.seconds - from.seconds;
  const microseconds = to.microseconds - from.microseconds;
  const total = seconds * MICROSECONDS + microseconds;
  // Beyond 2^53 the sum is right: no microsecond lies so near a tie that it would be rounded twice.
  return Number.isSafeInteger(total) ? total / MICROSECONDS : seconds + microseconds / MICROSECONDS;
}

/** Python's `a // b`, for a not below b and b above 0. */
function floorQuotient(a: number, b: number): number {
  const quotient = (a - (a % b)) / b;
  const floor = Math.floor(quotient);
  return quotient - floor > 0.5 ? floor + 1 : floor;
}

/** Adds a `timedelta(seconds=…)`, which keeps microseconds, ties to even. */
function later({ seconds, microseconds }: Instant, by: number): Instant {
  const whole = Math.trunc(by);
  const total = microseconds + roundHalfEven((by - whole) * MICROSECONDS);
  const carry = Math.floor(total / MICROSECONDS);
  return { seconds: seconds + whole + carry, microseconds: total - carry * MICROSECONDS };
}
