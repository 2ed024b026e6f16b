import { expect, test } from 'vitest';
import { onKeptServer } from '../../../activities/kept-server-judge.ts';
import type { JudgeClient } from '../../../src/adapters/judge/judge-client.ts';
import { JudgeError, type JudgeErrorCause } from '../../../src/domain/errors.ts';
import type { HttpResult } from '../../../src/domain/judge/compat-transport.ts';
import type { JudgeRequest } from '../../../src/domain/judge/judge-script.ts';

const never = new AbortController().signal;
// No client here looks at what it is asked.
const REQUEST = {} as JudgeRequest;
const BODY = {} as Parameters<JudgeClient['post']>[0];

/** A judge that fails like this, or answers its posts like that. */
function judge(cause: JudgeErrorCause, posted: HttpResult = { kind: 'no-response', message: '' }) {
  const fail = async () => {
    throw new JudgeError(cause, 'no reply');
  };
  const client: JudgeClient = { contextTokens: fail, complete: fail, post: async () => posted };
  return client;
}

/** Known to be lost after so many looks; looks are counted. */
function lostAfter(looks: number) {
  const seen = { looks: 0 };
  const isLost = async () => {
    seen.looks += 1;
    return seen.looks > looks;
  };
  return { seen, isLost };
}

test('a request that the loss of the server cut off is asked again when the next one is up', async () => {
  const { isLost, seen } = lostAfter(1);
  const kept = onKeptServer(judge('unavailable'), isLost, 5_000);
  const lost = { type: 'EndpointUnavailable', nonRetryable: false };
  await expect(kept.complete(REQUEST, never)).rejects.toMatchObject(lost);
  expect(seen.looks).toBe(2);
  await expect(kept.contextTokens(never)).rejects.toMatchObject(lost);
});

test('a server that stays up and does not answer is the judge’s failure', async () => {
  const kept = onKeptServer(judge('unavailable'), async () => false, 0);
  await expect(kept.complete(REQUEST, never)).rejects.toMatchObject({ judgeCause: 'unavailable' });
});

test.each(['throttled', 'rejected', 'context-exceeded', 'auth-failed'] as const)(
  '"%s" is an answer: nobody looks for the server',
  async (cause) => {
    const { isLost, seen } = lostAfter(0);
    const kept = onKeptServer(judge(cause), isLost);
    await expect(kept.complete(REQUEST, never)).rejects.toMatchObject({ judgeCause: cause });
    expect(seen.looks).toBe(0);
  },
);

test.each<HttpResult>([
  { kind: 'no-response', message: 'socket hang up' },
  { kind: 'response', status: 500, body: 'EngineDeadError' },
])('the original’s way of asking cannot take a lost server for a grade: %j', async (result) => {
  const kept = onKeptServer(judge('unavailable', result), async () => true);
  await expect(kept.post(BODY, never)).rejects.toMatchObject({ type: 'EndpointUnavailable' });
  const up = onKeptServer(judge('unavailable', result), async () => false, 0);
  expect(await up.post(BODY, never)).toEqual(result);
});

test('what the server answers is passed on', async () => {
  const { isLost, seen } = lostAfter(0);
  const result: HttpResult = { kind: 'response', status: 400, body: '{}' };
  expect(await onKeptServer(judge('unavailable', result), isLost).post(BODY, never)).toEqual(
    result,
  );
  expect(seen.looks).toBe(0);
});
