import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { afterRequest, startRate, waitMsOf } from '../../../src/domain/judge/request-rate.ts';

const OPTIONS = { seed: 20260828, numRuns: 200 };
const MINUTE_MS = 60_000;

/** Starts as early as the rate allows after every wish. */
function startsOf(perMinute: number, gapsMs: readonly number[]): readonly number[] {
  let rate = startRate(perMinute, 0);
  let nowMs = 0;
  return gapsMs.map((gapMs) => {
    nowMs += gapMs;
    nowMs += waitMsOf(rate, nowMs);
    expect(waitMsOf(rate, nowMs)).toBe(0);
    rate = afterRequest(rate, nowMs);
    return nowMs;
  });
}

const perMinute = fc.integer({ min: 1, max: 600 });
const gaps = fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 90_000 })), {
  maxLength: 300,
});

describe('requests a minute', () => {
  test('are never more than the rate and the burst of one second', () => {
    fc.assert(
      fc.property(perMinute, gaps, (rate, gapsMs) => {
        const starts = startsOf(rate, gapsMs);
        const most = rate + Math.max(1, rate / 60);
        for (const [index, start] of starts.entries()) {
          // A hair less than a minute: sums of fractions are not exact.
          const within = starts.slice(index).filter((at) => at < start + MINUTE_MS - 1e-3);
          expect(within.length).toBeLessThanOrEqual(most + 1e-6);
        }
      }),
      OPTIONS,
    );
  });

  test('are as many as the rate when there is always one more', () => {
    fc.assert(
      fc.property(perMinute, (rate) => {
        const starts = startsOf(
          rate,
          Array.from({ length: rate * 2 }, () => 0),
        );
        const durationMs = (starts.at(-1) ?? 0) - (starts[0] ?? 0);
        expect(durationMs).toBeLessThanOrEqual(2 * MINUTE_MS + 1);
      }),
      OPTIONS,
    );
  });

  test('do not wait when there was a long silence', () => {
    const rate = afterRequest(startRate(6, 0), 0);
    expect(waitMsOf(rate, 0)).toBeCloseTo(10_000);
    expect(waitMsOf(rate, 4_000)).toBeCloseTo(6_000);
    expect(waitMsOf(rate, 3_600_000)).toBe(0);
  });

  test.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])('cannot be %s', (rate) => {
    expect(() => startRate(rate, 0)).toThrow(RangeError);
  });
});
