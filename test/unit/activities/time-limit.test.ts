import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { TimeLimit } from '../../../activities/time-limit.ts';

const outer = new AbortController();
const MINUTES_MS = 300_000;

test('work that takes too long is told so', async () => {
  using limit = new TimeLimit(5, outer.signal);
  await expect(sleep(MINUTES_MS, undefined, { signal: limit.signal })).rejects.toThrow();
  expect(limit.signal.reason).toMatchObject({ name: 'TimeoutError' });
  expect(limit.passed).toBe(true);
});

test('work nobody waits for ends for their reason, and is not late', () => {
  const waiting = new AbortController();
  using limit = new TimeLimit(MINUTES_MS, waiting.signal);
  waiting.abort(new Error('the run was cancelled'));
  expect(limit.signal.reason).toMatchObject({ message: 'the run was cancelled' });
  expect(limit.passed).toBe(false);
});

test('a limit inside a signal that has aborted begins aborted', () => {
  using limit = new TimeLimit(MINUTES_MS, AbortSignal.abort('over'));
  expect(limit.signal.reason).toBe('over');
});

test('nothing is held of work that has ended, however long its limit was', async () => {
  setFlagsFromString('--expose-gc');
  const collectGarbage: () => void = runInNewContext('gc');
  const answers = Array.from({ length: 50 }, answeredCall);
  await sleep(1);
  collectGarbage();
  expect(answers.filter((answer) => answer.deref() !== undefined)).toEqual([]);
});

/** A call that listened for its limit until it was answered. */
function answeredCall(): WeakRef<object> {
  using limit = new TimeLimit(MINUTES_MS, outer.signal);
  const answer = { text: 'It is 8.5 %.' };
  limit.signal.addEventListener('abort', () => answer.text);
  return new WeakRef(answer);
}
