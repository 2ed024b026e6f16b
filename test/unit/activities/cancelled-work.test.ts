import { expect, test } from 'vitest';
import { CancelledWork } from '../../../activities/cancelled-work.ts';
import { activity } from '../../support/task-bench.ts';

async function cancelOne(cancelled: CancelledWork, key: string): Promise<void> {
  const environment = activity();
  await environment.run(() => cancelled.watch(key, async () => environment.cancel('CANCELLED')));
}

test('after one activity was cancelled, the next waits for its own cancellation instead of starting', async () => {
  const cancelled = new CancelledWork();
  await cancelOne(cancelled, 'config/g0');
  const environment = activity();
  let started = false;
  const next = environment.run(() =>
    cancelled.watch('config/g0', async () => {
      started = true;
    }),
  );
  environment.cancel('CANCELLED');
  await expect(next).rejects.toThrow();
  expect(started).toBe(false);
});

test('other configs, and a resume of the cancelled one, start at once', async () => {
  const cancelled = new CancelledWork();
  await cancelOne(cancelled, 'config/g0');
  for (const key of ['other/g0', 'config/g1']) {
    expect(await activity().run(() => cancelled.watch(key, async () => 'ran'))).toBe('ran');
  }
});

test('a worker that shuts down cancels nothing for good', async () => {
  const cancelled = new CancelledWork();
  const environment = activity();
  await environment.run(() =>
    cancelled.watch('config/g0', async () =>
      environment.cancel('WORKER_SHUTDOWN', { ...NOTHING, workerShutdown: true }),
    ),
  );
  expect(await activity().run(() => cancelled.watch('config/g0', async () => 'ran'))).toBe('ran');
});

const NOTHING = {
  notFound: false,
  cancelRequested: false,
  paused: false,
  timedOut: false,
  workerShutdown: false,
  reset: false,
};
