import { expect, test } from 'vitest';
import { generateQuestions } from '../../../src/domain/dataset/synthetic/generate-questions.ts';
import { gradeCorrected, gradeFailure } from '../../../src/domain/scoring/grade-corrected.ts';
import { aReply } from '../../support/stored-run.ts';

const [task] = generateQuestions({ seed: 1, count: 1 });
if (task === undefined) throw new Error('no task');
const TOKENS_MAX = 64;
const cutAfter = (outputTokens: number) =>
  aReply('First we take the cash flow and', {
    finishReason: 'length',
    usage: { inputTokens: 10, outputTokens, modelCalls: 1 },
  });

test('an answer that used up the tokens its config allows is graded: it had its room', () => {
  expect(gradeCorrected(task, cutAfter(64), TOKENS_MAX)).toMatchObject({
    kind: 'scored',
    value: 0,
  });
});

test('an answer cut before that was cut by the endpoint, and is no zero', () => {
  expect(gradeCorrected(task, cutAfter(40), TOKENS_MAX)).toMatchObject({
    kind: 'unscored',
    reason: 'truncated-by-endpoint',
  });
});

test('of an agent that chooses its own limit, every answer that was cut is unscored', () => {
  expect(gradeCorrected(task, cutAfter(64), undefined)).toMatchObject({ kind: 'unscored' });
});

test('a failure counts as one, but not on a task that no answer could be compared with', () => {
  const failure = { kind: 'failed', reason: 'agent-error', message: 'gave up' } as const;
  const unknown = { ...task, gold: { kind: 'text', formatted: 'Unknown' } } as const;
  expect(gradeFailure(task, failure)).toBe(failure);
  expect(gradeFailure(unknown, failure)).toMatchObject({
    kind: 'unscored',
    reason: 'invalid-gold',
    retryable: false,
  });
});
