import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ConcurrencyLimit } from '../../../activities/concurrency-limit.ts';

const never = new AbortController().signal;

/** One caller: how many turns of the event queue its work takes, and when it is aborted, if ever. */
const anyCaller = fc.record({
  turns: fc.integer({ min: 0, max: 5 }),
  abortAt: fc.option(fc.integer({ min: 0, max: 20 }), { nil: undefined }),
  throws: fc.boolean(),
});

const turns = async (count: number): Promise<void> => {
  for (let turn = 0; turn < count; turn += 1) await null;
};

test('never more at once than slots, all others run, and aborts cost no slot', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(anyCaller, { minLength: 1, maxLength: 30 }),
      fc.integer({ min: 1, max: 4 }),
      async (callers, slots) => {
        const limit = new ConcurrencyLimit();
        let running = 0;
        let runningMax = 0;
        const runs = callers.map(async ({ turns: length, abortAt, throws }) => {
          const controller = new AbortController();
          if (abortAt !== undefined) void turns(abortAt).then(() => controller.abort('stop'));
          return limit.run('config', slots, controller.signal, async () => {
            running += 1;
            runningMax = Math.max(runningMax, running);
            await turns(length);
            running -= 1;
            if (throws) throw 'broke';
          });
        });
        const ends = await Promise.allSettled(runs);
        expect(runningMax).toBeLessThanOrEqual(slots);
        for (const [index, end] of ends.entries()) {
          if (end.status === 'rejected' && end.reason === 'stop') {
            expect(callers[index]?.abortAt).toBeDefined();
          } else {
            expect(end.status).toBe(callers[index]?.throws === true ? 'rejected' : 'fulfilled');
          }
        }
        // Every slot is free again: as many as there are run side by side.
        const meeting = Promise.withResolvers<void>();
        let present = 0;
        await Promise.all(
          Array.from({ length: slots }, () =>
            limit.run('config', slots, never, () => {
              present += 1;
              if (present === slots) meeting.resolve();
              return meeting.promise;
            }),
          ),
        );
      },
    ),
    { seed: 20261123, numRuns: 300, timeout: 1_000 },
  );
});
