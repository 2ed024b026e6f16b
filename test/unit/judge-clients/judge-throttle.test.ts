import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { JudgeThrottle } from '../../../src/adapters/judge/judge-throttle.ts';
import { JudgeError } from '../../../src/domain/errors.ts';

const SPEC = { key: 'judge', slots: 4 };
const { signal } = new AbortController();
const throttled = (retryAfterMs?: number) => async (): Promise<never> => {
  throw new JudgeError('throttled', 'slow down', { retryAfterMs });
};

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Calls that take a second each. */
function counted() {
  let running = 0;
  let most = 0;
  const startedAtMs: number[] = [];
  const call = async () => {
    startedAtMs.push(performance.now());
    running += 1;
    most = Math.max(most, running);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    running -= 1;
  };
  return { call, most: () => most, startedAtMs };
}

const settled = async (work: readonly Promise<unknown>[]) => {
  const all = Promise.allSettled(work);
  await vi.runAllTimersAsync();
  return all;
};

describe('the throttle of a judge', () => {
  it('lets as many calls through as there are slots, in their order', async () => {
    const throttle = new JudgeThrottle();
    const { call, most } = counted();
    const order: number[] = [];
    const work = Array.from({ length: 10 }, (_, index) =>
      throttle.run(SPEC, signal, async () => {
        order.push(index);
        await call();
      }),
    );
    await settled(work);
    expect(most()).toBe(4);
    expect(order).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it('gives back what the call gives and throws what it throws', async () => {
    const throttle = new JudgeThrottle();
    expect(await throttle.run(SPEC, signal, async () => 7)).toBe(7);
    const failure = new Error('broken');
    await expect(
      throttle.run({ ...SPEC, slots: 1 }, signal, async () => Promise.reject(failure)),
    ).rejects.toBe(failure);
    expect(await throttle.run({ ...SPEC, slots: 1 }, signal, async () => 8)).toBe(8);
  });

  it('asks nothing during a pause, and half as much after it', async () => {
    const throttle = new JudgeThrottle();
    await expect(throttle.run(SPEC, signal, throttled(5_000))).rejects.toThrow('slow down');
    const pausedAtMs = performance.now();
    const { call, most, startedAtMs } = counted();
    await settled(Array.from({ length: 2 }, () => throttle.run(SPEC, signal, call)));
    expect(Math.min(...startedAtMs) - pausedAtMs).toBeGreaterThanOrEqual(5_000);
    expect(most()).toBe(2);
  });

  it('halves once for a whole crowd of complaints', async () => {
    const throttle = new JudgeThrottle();
    await settled(Array.from({ length: 4 }, () => throttle.run(SPEC, signal, throttled())));
    expect(throttle.limitOf('judge')).toBe(2);
  });

  it('comes back to all slots when nobody complains any more', async () => {
    const throttle = new JudgeThrottle();
    await expect(throttle.run(SPEC, signal, throttled())).rejects.toThrow('slow down');
    const { call, most } = counted();
    await settled(Array.from({ length: 20 }, () => throttle.run(SPEC, signal, call)));
    expect(most()).toBe(4);
    expect(throttle.limitOf('judge')).toBe(4);
  });

  it('does not learn from other failures', async () => {
    const throttle = new JudgeThrottle();
    const fail = () => Promise.reject(new JudgeError('unavailable', 'down'));
    await expect(throttle.run(SPEC, signal, fail)).rejects.toThrow('down');
    expect(throttle.limitOf('judge')).toBe(4);
  });

  it('keeps judges apart', async () => {
    const throttle = new JudgeThrottle();
    await expect(throttle.run(SPEC, signal, throttled(60_000))).rejects.toThrow('slow down');
    expect(await throttle.run({ key: 'other', slots: 1 }, signal, async () => 7)).toBe(7);
    expect(throttle.limitOf('unknown')).toBeUndefined();
  });

  it('spreads the requests of a minute', async () => {
    const throttle = new JudgeThrottle();
    const spec = { key: 'paced', slots: 50, requestsPerMinute: 30 };
    const { call, startedAtMs } = counted();
    await settled(Array.from({ length: 5 }, () => throttle.run(spec, signal, call)));
    const gapsMs = startedAtMs.slice(1).map((at, index) => at - (startedAtMs[index] ?? 0));
    expect(gapsMs).toHaveLength(4);
    for (const gapMs of gapsMs) expect(gapMs).toBeCloseTo(2_000, -1);
  });
});

describe('a caller that gives up', () => {
  it('loses its place and nothing else', async () => {
    const throttle = new JudgeThrottle();
    const spec = { key: 'one', slots: 1 };
    const { call, startedAtMs } = counted();
    const controller = new AbortController();
    const reason = new Error('stopped');
    const first = throttle.run(spec, signal, call);
    const second = throttle.run(spec, controller.signal, call);
    const third = throttle.run(spec, signal, call);
    controller.abort(reason);
    await expect(second).rejects.toBe(reason);
    expect((await settled([first, third])).map(({ status }) => status)).toEqual([
      'fulfilled',
      'fulfilled',
    ]);
    expect(startedAtMs).toHaveLength(2);
  });

  it('leaves no timer behind', async () => {
    const throttle = new JudgeThrottle();
    await expect(throttle.run(SPEC, signal, throttled(60_000))).rejects.toThrow('slow down');
    const controller = new AbortController();
    const waiting = throttle.run(SPEC, controller.signal, async () => 7);
    expect(vi.getTimerCount()).toBe(1);
    controller.abort(new Error('stopped'));
    await expect(waiting).rejects.toThrow('stopped');
    expect(vi.getTimerCount()).toBe(0);
  });

  it('may have done so before', async () => {
    const aborted = AbortSignal.abort(new Error('stopped'));
    const call = vi.fn(async () => 7);
    await expect(new JudgeThrottle().run(SPEC, aborted, call)).rejects.toThrow('stopped');
    expect(call).not.toHaveBeenCalled();
  });
});
