import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { withHeartbeat } from '../../../activities/heartbeat.ts';
import { activity } from '../../support/task-bench.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
});
afterEach(() => {
  vi.useRealTimers();
});

test('work beats every four seconds, and no longer when it has ended', async () => {
  const environment = activity();
  let beats = 0;
  environment.on('heartbeat', () => {
    beats += 1;
  });
  await environment.run(() =>
    withHeartbeat(async () => {
      vi.advanceTimersByTime(3_999);
      expect(beats).toBe(0);
      vi.advanceTimersByTime(8_001);
      expect(beats).toBe(3);
    }),
  );
  vi.advanceTimersByTime(60_000);
  expect(beats).toBe(3);
});

test('work that fails stops beating', async () => {
  const environment = activity();
  const work = () => withHeartbeat(() => Promise.reject(new Error('broke')));
  await expect(environment.run(work)).rejects.toThrow('broke');
  expect(vi.getTimerCount()).toBe(0);
});
