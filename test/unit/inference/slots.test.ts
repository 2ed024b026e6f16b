import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { Slots } from '../../../src/inference/slots.ts';

const { signal } = new AbortController();

test('no slot is used by two requests at once, and the waiting ones come in order', async () => {
  const slots = new Slots(['a', 'b']);
  const inUse = new Set<string>();
  const order: number[] = [];
  await Promise.all(
    [0, 1, 2, 3, 4, 5].map((request) =>
      slots.use(signal, async (slot) => {
        expect(inUse.has(slot)).toBe(false);
        inUse.add(slot);
        order.push(request);
        await sleep(3);
        inUse.delete(slot);
      }),
    ),
  );
  expect(order).toEqual([0, 1, 2, 3, 4, 5]);
});

test('a request that goes away while waiting leaves its place, and no slot is lost', async () => {
  const slots = new Slots(['a']);
  const cancel = new AbortController();
  const first = slots.use(signal, () => sleep(10));
  const second = slots.use(cancel.signal, async () => 'second');
  const third = slots.use(signal, async () => 'third');
  cancel.abort(new Error('gone'));
  await expect(second).rejects.toThrow('gone');
  await first;
  expect(await third).toBe('third');
  expect(await slots.use(signal, async () => 'fourth')).toBe('fourth');
});

test('a slot whose request failed serves the next one', async () => {
  const slots = new Slots(['a']);
  const failing = slots.use(signal, async () => {
    throw new Error('bad prompt');
  });
  await expect(failing).rejects.toThrow('bad prompt');
  expect(await slots.use(signal, async (slot) => slot)).toBe('a');
});
