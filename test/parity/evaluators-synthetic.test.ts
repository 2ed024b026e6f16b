import { expect, test } from 'vitest';
import { isFullScore } from '../../src/domain/scoring/compat/compat-grade.ts';
import type { JsonValue } from '../../src/domain/scoring/compat/json-value.ts';
import { scoreSyntheticCompat } from '../../src/domain/scoring/compat/score-synthetic.ts';
import { casesOf } from '../support/evaluator-vectors.ts';

interface Input {
  readonly predicted: string;
  readonly expected: string;
  readonly ground_truth_value: JsonValue;
}
interface Result {
  readonly score: number;
  readonly max_score: number;
  readonly correct_count: number;
  readonly total_count: number;
  readonly details: {
    readonly llm_used: boolean;
    readonly method?: string;
    readonly error?: string;
  };
  readonly feedback: string;
  readonly is_correct: boolean;
}

test.each(casesOf<Input, Result>('synthetic.evaluate'))(
  '$id: "$input.predicted" against "$input.expected" scores $expected.score, as in the original',
  ({ input, expected, unstable = [] }) => {
    const grade = scoreSyntheticCompat({
      predicted: input.predicted,
      expected: input.expected,
      groundTruthValue: input.ground_truth_value,
    });
    expect(grade).toMatchObject({
      kind: 'graded',
      score: expected.score,
      maxScore: expected.max_score,
      correctCount: expected.correct_count,
      totalCount: expected.total_count,
      method: expected.details.method ?? expected.details.error,
      llmUsed: expected.details.llm_used,
      ...(unstable.includes('/result/feedback') ? {} : { feedback: expected.feedback }),
    });
    expect(isFullScore(expected.score, expected.max_score)).toBe(expected.is_correct);
  },
);

test.each(
  casesOf<{ score: number; max_score?: number }, { is_correct: boolean }>('base.eval_result'),
)(
  '$id: whether $input.score is a full score, the original answers $expected.is_correct',
  ({ input: { score, max_score: maxScore = 1 }, expected }) => {
    expect(isFullScore(score, maxScore)).toBe(expected.is_correct);
  },
);

test('a score passes from 0.7, which is not the same as being full', () => {
  const grade = (groundTruthValue: JsonValue) =>
    scoreSyntheticCompat({ predicted: 'a 10, b 20', expected: '', groundTruthValue });
  expect(grade({ a: 10, b: 20, c: 30 })).toMatchObject({ score: 2 / 3, correct: false });
  expect(grade({ a: 10, b: 20, c: 30, d: 10 })).toMatchObject({ score: 3 / 4, correct: true });
});

test('an expected answer that is no text crashes the original, which drops the row', () => {
  expect(
    scoreSyntheticCompat({ predicted: 'the answer is 20', expected: 20, groundTruthValue: 20 }),
  ).toMatchObject({ kind: 'crash', consequence: 'row-dropped' });
});

test('an expected zero is no answer to compare with, not a crash', () => {
  expect(
    scoreSyntheticCompat({ predicted: 'about 0.05', expected: 0, groundTruthValue: 0 }),
  ).toMatchObject({ kind: 'graded', score: 0.8 });
});

test.each([
  ['year 1999', 'a long number is cut into pieces', 199, 0.8],
  ['1999-2001', 'a range gives a negative number', -2001, 0.8],
  ['costs $1,250.50', 'thousands are read in groups', 1250.5, 0.8],
  ['the rate is 5 %', 'a percentage is also its hundredth part', 0.05, 0.8],
  ['the rate is 5 %', 'a percentage is also its undivided number', 5, 0.8],
  ['about 1e3 units', 'scientific notation is read', 1000, 0.8],
  ['total １２３ yen', 'full-width digits are digits', 123, 0.8],
  ['exactly true 1', 'a boolean truth is the number 1', true, 0.8],
  ['a total of 111.2', 'a tenth of the larger number is too far', 100, 0],
  ['a total of 111.1', 'less than a tenth of the larger number is close', 100, 0.8],
  ['near 0.099', 'zero is close to anything below 0.1', 0, 0.8],
  ['near 0.101 only', 'and to nothing above it', 0, 0],
  ['a list 1 2', 'a list can never match', [1, 2], 0],
])('%j: %s', (predicted, _, groundTruthValue, score) => {
  expect(scoreSyntheticCompat({ predicted, expected: '', groundTruthValue })).toMatchObject({
    score,
  });
});

test('the length of a reply is counted in characters, without space around them', () => {
  const method = (predicted: string) =>
    scoreSyntheticCompat({ predicted, expected: '20%', groundTruthValue: 0.2 });
  expect(method(' \x1c20%\u3000\n')).toMatchObject({ method: 'empty_response', score: 0 });
  expect(method('20%😀')).toMatchObject({ method: 'empty_response', score: 0 });
  expect(method('20%😀😀')).toMatchObject({ score: 1 });
});

test.each([
  ['digits', '1'.repeat(100_000)],
  ['spaces', `5${' '.repeat(100_000)}x`],
  ['numbers', '1.5 '.repeat(25_000)],
])('a hostile reply of many %s is graded in under a second', (_, predicted) => {
  const startedAt = performance.now();
  scoreSyntheticCompat({ predicted, expected: '20%', groundTruthValue: 0.2 });
  expect(performance.now() - startedAt).toBeLessThan(1_000);
});
