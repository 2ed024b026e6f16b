import { describe, expect, test } from 'vitest';
import { generateOptionsQuestions } from '../../../src/domain/dataset/options/generate-options-questions.ts';
import { correctAnswer, wrongAnswer } from '../../../src/domain/dataset/oracle-answers.ts';
import type { ExactGold, QuestionTask } from '../../../src/domain/dataset/task.ts';
import { scoreOptionsCompat } from '../../../src/domain/scoring/compat/score-options.ts';
import { scoreOptions } from '../../../src/domain/scoring/options/score-options.ts';
import { goldNumber, taskWith } from '../../support/tasks.ts';

const greeks: ExactGold = {
  kind: 'fields',
  fields: { delta: 0.474, gamma: 0.0123, theta: -0.321, vega: 0.234 },
  tolerance: { relative: 0.05, absolute: 0 },
  formatted: 'delta: 0.474; gamma: 0.0123; theta: -0.321; vega: 0.234',
};
const optionsTask = (gold: ExactGold): QuestionTask => ({
  ...taskWith(gold),
  dataset: 'options',
  category: 'Greeks Analysis',
});

describe('what the original pays and what the answer is worth', () => {
  const NONSENSE =
    'max loss 1 probability of profit 1 VaR 1 delta 1 gamma 1 theta 1 vega 1 premium straddle risk reward volatility trend earnings contract hedge exit';
  const PROVIDER_ERROR = 'Error code: 402 - insufficient credit, 1 retry left';
  const RIGHT_AND_BRIEF = 'Answer: delta=0.474; gamma=0.0123; theta=-0.321; vega=0.234';
  const ALL_WRONG = 'Answer: delta=0.9; gamma=3; theta=4; vega=5';

  test.each([
    ['nonsense of thirty words', NONSENSE, 92.5, 0],
    ['the error text of a provider', PROVIDER_ERROR, 30, 0],
    ['a right answer without ado', RIGHT_AND_BRIEF, 52.5, 100],
    ['the same with all numbers wrong', ALL_WRONG, 52.5, 0],
  ])('%s: %s', (_, reply, original, corrected) => {
    const task = optionsTask(greeks);
    expect(scoreOptionsCompat({ category: task.category, analysis: reply })).toMatchObject({
      score: original,
      correct: original >= 70,
    });
    expect(scoreOptions(task, reply)).toMatchObject({
      value: corrected,
      max: 100,
      correct: corrected === 100,
    });
  });
});

test('a single number or text is worth all or nothing', () => {
  const price = optionsTask(goldNumber(3.22, 'currency'));
  expect(scoreOptions(price, 'Answer: $3.22')).toMatchObject({ value: 100, max: 100 });
  expect(scoreOptions(price, 'Answer: $3.50')).toMatchObject({ value: 0, max: 100 });
  const strategy = optionsTask({ kind: 'text', formatted: 'iron condor' });
  expect(scoreOptions(strategy, 'Answer: Iron Condor')).toMatchObject({ value: 100, max: 100 });
  expect(scoreOptions(strategy, 'Answer: no iron condor')).toMatchObject({ value: 0, max: 100 });
});

test.each(['', ' \n\t'])('the empty reply %j is the failure of the agent', (reply) => {
  expect(scoreOptions(optionsTask(greeks), reply)).toMatchObject({
    kind: 'failed',
    reason: 'empty-reply',
  });
});

test('a gold answer that is a parse failure is no score', () => {
  const task = optionsTask({ ...greeks, fields: { method: 'Unknown' } });
  expect(scoreOptions(task, 'Method: Unknown')).toMatchObject({
    kind: 'unscored',
    reason: 'invalid-gold',
  });
});

test('of every generated question the solution earns 100 and the wrong answer 0', () => {
  for (const task of generateOptionsQuestions({ seed: 7, count: 90 })) {
    expect(scoreOptions(task, correctAnswer(task)), task.id).toMatchObject({ value: 100 });
    expect(scoreOptions(task, wrongAnswer(task)), task.id).toMatchObject({ value: 0 });
  }
});

test.each([
  ['labels', 'delta: '.repeat(30_000)],
  ['lines', 'delta: 1\n'.repeat(20_000)],
  ['digits', `delta: ${'1'.repeat(200_000)}`],
  ['spaces', `delta:${' '.repeat(200_000)}1`],
  ['spaces in lines', `delta${' '.repeat(1_900)}\n`.repeat(100)],
  ['brackets', `delta ${'('.repeat(200_000)}`],
  ['stars', '*'.repeat(200_000)],
  ['words', 'delta per '.repeat(20_000)],
  ['separators', 'delta=1;'.repeat(25_000)],
  ['negations', `delta: ${'theoretically '.repeat(14_000)}`],
])('a hostile reply of many %s is graded in under a second', (_, reply) => {
  const unlimited: ExactGold = { ...greeks, fields: { delta: 'unlimited' } };
  const startedAt = performance.now();
  scoreOptions(optionsTask(greeks), reply);
  scoreOptions(optionsTask(unlimited), reply);
  expect(performance.now() - startedAt).toBeLessThan(1_000);
});
