import fc from 'fast-check';
import { expect, test } from 'vitest';
import { correctAnswer, wrongAnswer } from '../../../src/domain/dataset/oracle-answers.ts';
import { generateQuestions } from '../../../src/domain/dataset/synthetic/generate-questions.ts';
import { TEMPLATES } from '../../../src/domain/dataset/synthetic/templates.ts';
import type { ExactGold, NumberGold, QuestionTask } from '../../../src/domain/dataset/task.ts';
import { scoreSynthetic } from '../../../src/domain/scoring/synthetic/score-synthetic.ts';
import { taskWith } from '../../support/tasks.ts';

const RUNS = { seed: 20260302, numRuns: 80 };

function expectOracles(task: QuestionTask): void {
  expect(scoreSynthetic(task, correctAnswer(task))).toMatchObject({ value: 1, correct: true });
  expect(scoreSynthetic(task, wrongAnswer(task))).toMatchObject({ value: 0, correct: false });
}

test('right answers score 1 and wrong ones 0, for every template and seed', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0 }), (seed) => {
      for (const task of generateQuestions({ seed, count: TEMPLATES.length })) expectOracles(task);
    }),
    RUNS,
  );
});

test('the answer rounded as asked scores 1', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0 }), (seed) => {
      for (const task of generateQuestions({ seed, count: TEMPLATES.length })) {
        const reply = `Answer: ${task.gold.formatted}`;
        expect(scoreSynthetic(task, reply), task.question).toMatchObject({ correct: true });
      }
    }),
    RUNS,
  );
});

const anyNumberGold: fc.Arbitrary<NumberGold> = fc.record({
  kind: fc.constant('number'),
  value: fc.double({ min: -1e12, max: 1e12, noNaN: true }),
  unit: fc.constantFrom('percent', 'ratio', 'currency', 'years', 'count', 'none'),
  tolerance: fc.constant({ relative: 0.01, absolute: 0.005 }),
  formatted: fc.constant(''),
});
const anyWords = fc
  .array(fc.constantFrom('hold', 'Sell', '3.5%', '-2', 'B2', 'growth', '1,200'), { minLength: 1 })
  .map((words) => words.join(' '));
const anyFieldsGold: fc.Arbitrary<ExactGold> = fc
  .dictionary(
    fc.constantFrom('max_profit', 'break_even', 'beat', 'surprise_pct', 'label', 'cagr'),
    fc.oneof(fc.double({ min: -1e6, max: 1e6, noNaN: true }), fc.boolean(), anyWords),
    { minKeys: 1 },
  )
  .map((fields) => ({
    kind: 'fields',
    fields,
    tolerance: { relative: 0.05, absolute: 0 },
    formatted: 'fields',
  }));
const anyGold: fc.Arbitrary<ExactGold> = fc.oneof(
  anyNumberGold,
  anyWords.map((formatted): ExactGold => ({ kind: 'text', formatted })),
  anyFieldsGold,
);

test('the oracles know right from wrong for gold answers of every kind', () => {
  fc.assert(
    fc.property(anyGold, (gold) => expectOracles(taskWith(gold))),
    { ...RUNS, numRuns: 500 },
  );
});

test('any text gets a value between 0 and 1, and the same each time', () => {
  const anyReply = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 200 }),
    fc
      .array(
        fc.constantFrom('Answer:', '\\boxed{', '}', '12.5', '%', '$', '(', ')', '-', '\n', 'is'),
      )
      .map((parts) => parts.join(' ')),
  );
  fc.assert(
    fc.property(anyGold, anyReply, (gold, reply) => {
      const score = scoreSynthetic(taskWith(gold), reply);
      if (score.kind === 'scored') {
        expect(score.value).toBeGreaterThanOrEqual(0);
        expect(score.value).toBeLessThanOrEqual(1);
        expect(score.correct).toBe(score.value === 1);
      }
      expect(scoreSynthetic(taskWith(gold), reply)).toEqual(score);
    }),
    { ...RUNS, numRuns: 500 },
  );
});

test('a list of many different numbers never scores', () => {
  const anySpray = fc.uniqueArray(fc.integer({ min: 1, max: 10_000 }), { minLength: 2 });
  fc.assert(
    fc.property(anySpray, fc.constantFrom(' ', ', ', ' or ', ' to '), (numbers, separator) => {
      const gold: ExactGold = {
        kind: 'number',
        value: numbers[0] ?? 0,
        unit: 'none',
        tolerance: { relative: 0.00001, absolute: 0 },
        formatted: '',
      };
      for (const prefix of ['', 'Answer: ', 'It is ']) {
        const reply = `${prefix}${numbers.join(separator)}`;
        expect(scoreSynthetic(taskWith(gold), reply)).toMatchObject({ value: 0 });
      }
    }),
    RUNS,
  );
});
