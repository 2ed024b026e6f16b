import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type AdaptiveLimit,
  afterSuccess,
  afterThrottled,
  resized,
  startLimit,
} from '../../../src/domain/judge/adaptive-limit.ts';

const OPTIONS = { seed: 20260828, numRuns: 500 };
const slots = fc.integer({ min: 1, max: 64 });
const event = fc.record({
  kind: fc.constantFrom('success', 'success', 'success', 'throttled', 'resized'),
  afterMs: fc.integer({ min: 0, max: 5_000 }),
  retryAfterMs: fc.option(fc.integer({ min: 0, max: 20_000 }), { nil: undefined }),
  slots,
});
type Event = typeof event extends fc.Arbitrary<infer E> ? E : never;

interface Step {
  readonly event: Event;
  readonly nowMs: number;
  readonly before: AdaptiveLimit;
  readonly after: AdaptiveLimit;
}

function played(start: number, events: readonly Event[]): readonly Step[] {
  let nowMs = 0;
  let state = startLimit(start);
  return events.map((next) => {
    nowMs += next.afterMs;
    const before = state;
    state = applied(state, next, nowMs);
    return { event: next, nowMs, before, after: state };
  });
}

function applied(state: AdaptiveLimit, next: Event, nowMs: number): AdaptiveLimit {
  if (next.kind === 'success') return afterSuccess(state, nowMs);
  if (next.kind === 'resized') return resized(state, next.slots);
  return afterThrottled(state, nowMs, next.retryAfterMs);
}

const forAllSteps = (law: (step: Step) => void): void => {
  fc.assert(
    fc.property(slots, fc.array(event, { maxLength: 80 }), (start, events) => {
      for (const step of played(start, events)) law(step);
    }),
    OPTIONS,
  );
};

describe('the number of questions at once', () => {
  test('is a whole number from one to the slots', () => {
    forAllSteps(({ after }) => {
      expect(Number.isInteger(after.limit)).toBe(true);
      expect(after.limit).toBeGreaterThanOrEqual(1);
      expect(after.limit).toBeLessThanOrEqual(after.slots);
    });
  });

  test('halves on a complaint outside a pause, and never within one', () => {
    forAllSteps(({ event: { kind }, nowMs, before, after }) => {
      if (kind !== 'throttled') return;
      const isPaused = nowMs < before.pausedUntilMs;
      expect(after.limit).toBe(isPaused ? before.limit : Math.max(1, Math.floor(before.limit / 2)));
    });
  });

  test('grows by one at a time, and only on a success outside a pause', () => {
    forAllSteps(({ event: { kind }, nowMs, before, after }) => {
      if (kind !== 'success') return;
      expect(after.limit - before.limit).toBeLessThanOrEqual(1);
      expect(after.limit).toBeGreaterThanOrEqual(before.limit);
      if (nowMs < before.pausedUntilMs) expect(after).toEqual(before);
    });
  });

  test('never makes a pause shorter than it was, or than the endpoint asked for', () => {
    forAllSteps(({ event: { kind, retryAfterMs }, nowMs, before, after }) => {
      expect(after.pausedUntilMs).toBeGreaterThanOrEqual(before.pausedUntilMs);
      if (kind !== 'throttled') return;
      expect(after.pausedUntilMs).toBeGreaterThan(nowMs);
      expect(after.pausedUntilMs).toBeGreaterThanOrEqual(nowMs + (retryAfterMs ?? 0));
    });
  });

  test('is back at the slots after a round of successes for every step up', () => {
    fc.assert(
      fc.property(slots, fc.integer({ min: 1, max: 8 }), (start, complaints) => {
        let state = startLimit(start);
        let nowMs = 0;
        for (let index = 0; index < complaints; index += 1) {
          state = afterThrottled(state, nowMs, undefined);
          nowMs = state.pausedUntilMs;
        }
        let successes = 0;
        for (let { limit } = state; limit < start; limit += 1) successes += limit;
        for (let index = 0; index < successes; index += 1) {
          expect(state.limit).toBeLessThan(start);
          state = afterSuccess(state, nowMs);
        }
        expect(state.limit).toBe(start);
      }),
      OPTIONS,
    );
  });

  test('does not wait for a day', () => {
    expect(afterThrottled(startLimit(4), 0, 86_400_000).pausedUntilMs).toBe(600_000);
  });

  test.each([0, -1, 1.5, Number.NaN])('cannot be of %s slots', (count) => {
    expect(() => startLimit(count)).toThrow(RangeError);
  });
});
