import { afterAll, beforeAll, expect } from 'vitest';
import type { JudgeClient } from '../../src/adapters/judge/judge-client.ts';
import { type FakeJudge, startFakeJudge } from './fake-judge.ts';

export const KEY = 'made-up-key-of-the-judge';
const TIMEOUT_MS = 5_000;

/** Of calls that nobody aborts. */
export const { signal } = new AbortController();

interface Options {
  readonly baseUrl: string;
  readonly apiKey: string;
  readonly model: string;
  readonly timeoutMs: number;
}

interface JudgeClientBench {
  /** Only inside tests: it is started before the first of the file. */
  readonly fake: () => FakeJudge;
  /** A client that knows nothing of its judge yet. */
  readonly judge: (timeoutMs?: number) => JudgeClient;
}

/** A judge that does as it is told, for the tests of a file, and clients of one kind that ask it. */
export function judgeClientBench(create: (options: Options) => JudgeClient): JudgeClientBench {
  let fake: FakeJudge | undefined;
  beforeAll(async () => {
    fake = await startFakeJudge();
  });
  afterAll(() => fake?.close());
  const started = (): FakeJudge => {
    if (fake === undefined) throw new Error('the judge is started before the first test');
    return fake;
  };
  return {
    fake: started,
    judge: (timeoutMs = TIMEOUT_MS) =>
      create({ baseUrl: started().baseUrl, apiKey: KEY, model: 'judge-1', timeoutMs }),
  };
}

/** Calls that are aborted while the judge thinks end with the caller's reason. */
export async function expectStopped(call: (signal: AbortSignal) => Promise<unknown>) {
  const reason = new Error('stopped');
  const controller = new AbortController();
  setTimeout(() => controller.abort(reason), 50);
  await expect(call(controller.signal)).rejects.toBe(reason);
}
