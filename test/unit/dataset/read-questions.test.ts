import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readQuestions } from '../../../src/adapters/datasets/read-questions.ts';
import { correctAnswer, wrongAnswer } from '../../../src/domain/dataset/oracle-answers.ts';
import { DatasetIntegrityError } from '../../../src/domain/errors.ts';
import { scoreSynthetic } from '../../../src/domain/scoring/synthetic/score-synthetic.ts';

const fixture = readFileSync(
  new URL('../../fixtures/questions/small.json', import.meta.url),
  'utf8',
);
const { tasks, invalid } = readQuestions(fixture, 'small.json');
const goldOf = (id: string) => tasks.find((task) => task.id === id)?.gold;

const row = (fields: object) => ({
  question_id: 'Q1',
  category: 'Financial Logic',
  difficulty: 'easy',
  question: 'What is it?',
  ground_truth_value: 1,
  ...fields,
});
const goldOfRow = (fields: object) =>
  readQuestions(JSON.stringify([row(fields)]), 'q.json').tasks[0]?.gold;

describe('a questions file of the original benchmark', () => {
  test('keeps the order and takes the row number where an id is missing', () => {
    expect(tasks.map(({ id }) => id)).toEqual([
      'FIX_MARGIN',
      'FIX_REVENUE',
      'FIX_SPREAD',
      'synthetic_3',
      'FIX_UNKNOWN',
      'FIX_DISPUTED',
    ]);
  });

  test('turns a fraction shown as a percentage into percentage points', () => {
    expect(goldOf('FIX_MARGIN')).toMatchObject({ kind: 'number', value: 37.5, unit: 'percent' });
  });

  test('takes the tolerance its rubric states, else five percent', () => {
    expect(goldOf('FIX_MARGIN')).toMatchObject({ tolerance: { relative: 0.01 } });
    expect(goldOf('FIX_REVENUE')).toMatchObject({ tolerance: { relative: 0.05 } });
  });

  test('flags gold answers that no reply could match, and keeps their tasks', () => {
    expect(invalid.map(({ taskId }) => taskId)).toEqual(['FIX_UNKNOWN', 'FIX_DISPUTED']);
    const [unknown] = tasks.filter(({ id }) => id === 'FIX_UNKNOWN');
    expect(unknown && scoreSynthetic(unknown, 'Answer: Unknown')).toMatchObject({
      kind: 'unscored',
      reason: 'invalid-gold',
    });
  });

  test('tells right from wrong for every kind of gold answer', () => {
    const sound = tasks.filter(({ id }) => !invalid.some(({ taskId }) => taskId === id));
    expect(new Set(sound.map(({ gold }) => gold.kind))).toEqual(
      new Set(['number', 'text', 'fields']),
    );
    for (const task of sound) {
      expect(scoreSynthetic(task, correctAnswer(task))).toMatchObject({ value: 1, correct: true });
      expect(scoreSynthetic(task, wrongAnswer(task))).toMatchObject({ value: 0, correct: false });
    }
  });

  test.each([
    [0.2, '20%', 20, 'percent'],
    [20, '20%', 20, 'percent'],
    [0.0425, '425 bps', 4.25, 'percent'],
    [-0.1667, '-16.67% (price drops from $1,000 to $833.33)', -16.67, 'percent'],
    [5_500_000, '$5.5 million', 5_500_000, 'currency'],
    [134.66, '$134.66B', 134_660_000_000, 'currency'],
    [0.5, '0.50x', 0.5, 'ratio'],
    [7.2, '7.2 years', 7.2, 'years'],
    [150_000, '150,000 shares', 150_000, 'none'],
    [0.5, '83.3% or 50%', 50, 'percent'],
    [4.25, '', 4.25, 'none'],
  ])('%d shown as "%s" is %d in %s', (value, formatted, gold, unit) => {
    const read = goldOfRow({ ground_truth_value: value, ground_truth_formatted: formatted });
    expect(read).toMatchObject({ kind: 'number', unit });
    expect(read?.kind === 'number' && read.value / gold).toBeCloseTo(1, 9);
  });

  test.each([
    ['an unreadable text', '{', 'q.json is not JSON'],
    ['an object without questions', '{"rows": []}', 'q.json'],
    ['no questions', '[]', 'q.json: found a list of 0'],
    ['an empty question', JSON.stringify([row({ question: ' ' })]), '[0].question'],
    ['a bad difficulty', JSON.stringify([row({}), row({ difficulty: 'harsh' })]), '[1].difficulty'],
    ['a nested truth', JSON.stringify([row({ ground_truth_value: { a: [1] } })]), 'named values'],
    ['a repeated id', JSON.stringify([row({}), row({})]), 'rows 0 and 1 both have the id "Q1"'],
  ])('with %s is refused, saying where', (_, text, message) => {
    expect(() => readQuestions(text, 'q.json')).toThrow(DatasetIntegrityError);
    expect(() => readQuestions(text, 'q.json')).toThrow(message);
  });
});
