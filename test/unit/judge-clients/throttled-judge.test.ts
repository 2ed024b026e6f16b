import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { askAsOriginal, type JudgePorts } from '../../../activities/judge-session.ts';
import { createDirectoryStore } from '../../../src/adapters/artifacts/directory-store.ts';
import { JudgeThrottle } from '../../../src/adapters/judge/judge-throttle.ts';
import { createOpenAiJudge } from '../../../src/adapters/judge/openai-judge.ts';
import { JudgeError } from '../../../src/domain/errors.ts';
import { roundKeys } from '../../../src/domain/suite/artifact-keys.ts';
import { type FakeJudge, JUDGE, startFakeJudge } from '../../support/fake-judge.ts';
import { JUDGE_QUESTION as REQUEST } from '../../support/judge-question.ts';

const { signal } = new AbortController();

let fake: FakeJudge;
beforeAll(async () => {
  fake = await startFakeJudge();
});
afterAll(() => fake.close());

it('a storm of 429s lowers the questions at once, all are answered, and the limit recovers', async () => {
  const throttle = new JudgeThrottle();
  const judge = createOpenAiJudge({ baseUrl: fake.baseUrl, model: 'judge-1' });
  const spec = { key: 'judge', slots: 8 };
  const limits = new Set<number>();
  let complaints = 0;
  let running = 0;
  let most = 0;
  fake.behave((_, index) => {
    if (index >= 17) return { kind: 'reply', text: '{}', delayMs: 5 };
    complaints += 1;
    return JUDGE.error(429, 'slow down', { headers: { 'retry-after-ms': '100' } });
  });
  const question = async (): Promise<string> => {
    running += 1;
    most = Math.max(most, running);
    const { text } = await judge.complete(REQUEST, signal).finally(() => {
      running -= 1;
    });
    return text;
  };
  const ask = async (): Promise<string> => {
    try {
      return await throttle.run(spec, signal, question);
    } catch (error) {
      limits.add(throttle.limitOf('judge') ?? Number.NaN);
      if (error instanceof JudgeError && error.judgeCause === 'throttled') return ask();
      throw error;
    }
  };
  const replies = await Promise.all(Array.from({ length: 80 }, ask));
  expect(replies).toEqual(Array.from({ length: 80 }, () => '{}'));
  expect(complaints).toBe(17);
  expect(Math.min(...limits)).toBe(1);
  expect(throttle.limitOf('judge')).toBe(8);
  expect(most).toBe(8);
  expect(fake.inFlightMax()).toBeLessThanOrEqual(8);
  expect(fake.requests).toHaveLength(97);
});

it('a complaint about a request of the original lowers the limit too, and its repeat waits', async () => {
  const root = await mkdtemp(join(tmpdir(), 'durabench-throttled-'));
  onTestFinished(() => rm(root, { recursive: true }));
  const throttle = new JudgeThrottle();
  const client = createOpenAiJudge({ baseUrl: fake.baseUrl, model: 'judge-1' });
  const store = createDirectoryStore(root);
  const inTurn: JudgePorts['inTurn'] = (request) =>
    throttle.run({ key: 'judge', slots: 8 }, signal, request);
  const keys = roundKeys('tasks/t/k0', 0).judge('compat', 'f');
  const saidAtMs: number[] = [];
  fake.behave((_, index) => {
    saidAtMs.push(performance.now());
    const headers = { 'retry-after-ms': '900' };
    return index === 0 ? JUDGE.error(429, 'slow down', { headers }) : JUDGE.verdict('{}');
  });
  const ask = askAsOriginal({ store, client, inTurn }, keys, 'judge-1', signal);
  expect(await ask(REQUEST, 1)).toMatchObject({ answer: { kind: 'text', text: '{}' } });
  expect(throttle.limitOf('judge')).toBe(4);
  const [complaint = 0, repeat = 0] = saidAtMs;
  // The original pauses for 500 ms, the endpoint has asked for more.
  expect(repeat - complaint).toBeGreaterThanOrEqual(890);
  expect(await store.list(`${keys.dir}/`)).toHaveLength(2);
});
