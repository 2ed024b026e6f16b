import { describe, expect, test } from 'vitest';
import { readOptions } from '../../../src/adapters/datasets/read-options.ts';
import { readQuestions } from '../../../src/adapters/datasets/read-questions.ts';
import { TaskSchema } from '../../../src/contracts/task-record.ts';
import { generateOptionsQuestions } from '../../../src/domain/dataset/options/generate-options-questions.ts';
import { correctAnswer } from '../../../src/domain/dataset/oracle-answers.ts';
import { generateQuestions } from '../../../src/domain/dataset/synthetic/generate-questions.ts';
import { gradeCompat } from '../../../src/domain/scoring/compat/grade-compat.ts';
import { scoreSynthetic } from '../../../src/domain/scoring/synthetic/score-synthetic.ts';
import { goldNumber, taskWith } from '../../support/tasks.ts';

/** The task of a one-row questions file. */
function rowWith(truth: {
  readonly ground_truth_value?: unknown;
  ground_truth_formatted?: string;
}) {
  const row = { question_id: 'q', category: 'capm', difficulty: 'easy', question: 'How much?' };
  const [task] = readQuestions(JSON.stringify([{ ...row, ...truth }]), 'q.json').tasks;
  if (task === undefined) throw new Error('no task');
  return task;
}

describe('a synthetic question of a file', () => {
  test('is compared with the formatted answer as text, wherever it stands', () => {
    const task = rowWith({ ground_truth_value: 0.2, ground_truth_formatted: '20%' });
    expect(gradeCompat(task, 'The margin is 120% of last year')).toMatchObject({
      kind: 'scored',
      value: 1,
      max: 1,
      correct: true,
    });
  });

  test('is compared with its value as it stands in the file, a fraction beside its percentage', () => {
    const task = rowWith({ ground_truth_value: 0.2, ground_truth_formatted: 'twenty' });
    expect(gradeCompat(task, 'about 0.2 of it')).toMatchObject({ value: 0.8, correct: true });
  });

  test('without a formatted answer is compared with a value that is a text', () => {
    expect(gradeCompat(rowWith({ ground_truth_value: 'Beta' }), 'it is beta')).toMatchObject({
      value: 1,
    });
  });

  test.each([[12.5], [{ beat: true }], [['a', 'b']]])(
    'is dropped where its only answer is %j: the original raises on what is no text',
    (value) => {
      const grade = gradeCompat(rowWith({ ground_truth_value: value }), '12.5 or so');
      expect(grade).toMatchObject({ kind: 'dropped', error: expect.stringContaining('no text') });
      expect(gradeCompat(rowWith({ ground_truth_value: value }), '')).toEqual(grade);
    },
  );

  test('without any answer earns half, whatever the reply says', () => {
    expect(gradeCompat(rowWith({}), 'anything at all')).toMatchObject({ value: 0.5 });
  });

  test('keeps what it is compared with in its record', () => {
    const task = rowWith({ ground_truth_value: { beat: true, eps: 1.5 } });
    expect(TaskSchema.parse(JSON.parse(JSON.stringify(task)))).toEqual(task);
    expect(task.source).toEqual({
      kind: 'synthetic',
      formatted: null,
      value: { beat: true, eps: 1.5 },
    });
  });
});

describe('a generated question', () => {
  test('is compared with its gold answer: a percentage with the fraction, too', () => {
    const task = taskWith({ ...goldNumber(8.5, 'percent'), formatted: 'none' } as never);
    expect(gradeCompat(task, 'I get 0.085 here')).toMatchObject({ value: 0.8 });
    expect(gradeCompat(task, 'I get 0.85 here')).toMatchObject({ value: 0 });
  });

  test('with named values earns the share of them that is stated', () => {
    const gold = {
      kind: 'fields',
      fields: { debt: 300, equity: 700 },
      tolerance: { relative: 0.01, absolute: 0 },
      formatted: 'see above',
    } as const;
    expect(gradeCompat(taskWith(gold), 'debt of 300, equity 5')).toMatchObject({ value: 0.5 });
  });

  test('earns at least 0.8 for every answer that corrected calls right', () => {
    for (const task of generateQuestions({ seed: 7, count: 86 })) {
      const answer = `After all that: ${correctAnswer(task)}`;
      expect(scoreSynthetic(task, answer), task.id).toMatchObject({ correct: true });
      const grade = gradeCompat(task, answer);
      expect(grade.kind === 'scored' && grade.value >= 0.8, task.id).toBe(true);
    }
  });
});

describe('an options question', () => {
  const [task] = generateOptionsQuestions({ seed: 3, count: 1 });
  if (task === undefined) throw new Error('no task');

  test('is graded by its words, not by its numbers', () => {
    expect(gradeCompat(task, '')).toMatchObject({ value: 27.5, max: 100, correct: false });
    const wordy =
      'Calculate the premium: delta 0.5, gamma 0.01, theta -0.1, vega 0.2. Volatility, trend and ' +
      'earnings matter; risk and reward; probability of profit 60. Max loss: $5, max profit: $9. ' +
      'Hedge with a straddle, exit early, position size small, var: 3';
    expect(gradeCompat(task, wordy)).toMatchObject({ correct: true });
  });

  test('without a ticker is dropped, as the original’s task refuses it', () => {
    const row = {
      ...{ question_id: 'race', category: 'Race to 10M', difficulty: 'hard', question: 'How?' },
      ground_truth: { growth: 1.5 },
    };
    const [first] = readOptions(JSON.stringify([row]), 'o.json').tasks;
    const [named] = readOptions(JSON.stringify([{ ...row, ticker: 'SPY' }]), 'o.json').tasks;
    if (first === undefined || named === undefined) throw new Error('no task');
    expect(gradeCompat(first, 'hold')).toMatchObject({ kind: 'dropped' });
    expect(gradeCompat(named, 'hold')).toMatchObject({ kind: 'scored' });
  });
});

test('a task without what its dataset is graded by is refused, not given a grade', () => {
  const task = { ...taskWith(goldNumber(1, 'none')), dataset: 'prbench' } as const;
  expect(() => gradeCompat(task, 'x')).toThrow('does not say what it is');
});
