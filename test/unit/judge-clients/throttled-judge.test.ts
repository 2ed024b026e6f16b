import { afterAll, beforeAll, expect, it } from 'vitest';
import { JudgeThrottle } from '../../../src/adapters/judge/judge-throttle.ts';
import { createOpenAiJudge } from '../../../src/adapters/judge/openai-judge.ts';
import { JudgeError } from '../../../src/domain/errors.ts';
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
    if (index >= 17) return { kind: 'text', text: '{}', delayMs: 5 };
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
