import { expect, test } from 'vitest';
import { ConcurrencyLimit } from '../../../activities/concurrency-limit.ts';

const never = new AbortController().signal;

test('an aborted waiter leaves the queue without running', async () => {
  const limit = new ConcurrencyLimit();
  const busy = Promise.withResolvers<void>();
  const controller = new AbortController();
  const first = limit.run('config', 1, never, () => busy.promise);
  let ran = false;
  const second = limit.run('config', 1, controller.signal, async () => {
    ran = true;
  });
  controller.abort(new Error('cancelled'));
  await expect(second).rejects.toThrow('cancelled');
  busy.resolve();
  await first;
  expect(await limit.run('config', 1, never, async () => 'free')).toBe('free');
  expect(ran).toBe(false);
});

test('a waiter that came aborted already takes no wake-up from the one behind it', async () => {
  const limit = new ConcurrencyLimit();
  const busy = Promise.withResolvers<void>();
  const first = limit.run('config', 1, never, () => busy.promise);
  const dead = limit.run('config', 1, AbortSignal.abort(new Error('too late')), async () => 0);
  const behind = limit.run('config', 1, never, async () => 'ran');
  await expect(dead).rejects.toThrow('too late');
  busy.resolve();
  await first;
  expect(await behind).toBe('ran');
});

test('a waiter aborted in the moment it is woken takes no other one out of the queue', async () => {
  // Which turn of the event queue lies between wake-up and start is the engine's business: try all.
  for (let turn = 0; turn < 12; turn += 1) {
    const limit = new ConcurrencyLimit();
    const busy = Promise.withResolvers<void>();
    const controller = new AbortController();
    const first = limit.run('config', 1, never, () => busy.promise);
    const woken = limit.run('config', 1, controller.signal, async () => 'woken');
    const behind = limit.run('config', 1, never, async () => 'ran');
    busy.resolve();
    for (let passed = 0; passed < turn; passed += 1) await null;
    controller.abort();
    await Promise.allSettled([first, woken]);
    expect(await behind).toBe('ran');
  }
});

test('work that throws gives its slot back', async () => {
  const limit = new ConcurrencyLimit();
  const broken = limit.run('config', 1, never, () => Promise.reject(new Error('broke')));
  await expect(broken).rejects.toThrow('broke');
  expect(await limit.run('config', 1, never, async () => 'next')).toBe('next');
});

test('keys do not wait for each other', async () => {
  const limit = new ConcurrencyLimit();
  const busy = Promise.withResolvers<void>();
  const held = limit.run('one', 1, never, () => busy.promise);
  expect(await limit.run('other', 1, never, async () => 'at once')).toBe('at once');
  busy.resolve();
  await held;
});
