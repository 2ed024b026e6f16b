import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readOptions } from '../../../src/adapters/datasets/read-options.ts';
import { TaskSchema } from '../../../src/contracts/task-record.ts';
import { correctAnswer, wrongAnswer } from '../../../src/domain/dataset/oracle-answers.ts';
import { ConfigurationError, DatasetIntegrityError } from '../../../src/domain/errors.ts';
import { scoreSynthetic } from '../../../src/domain/scoring/synthetic/score-synthetic.ts';

const fixture = (name: string): string =>
  readFileSync(new URL(`../../fixtures/options/${name}`, import.meta.url), 'utf8');
const questions = fixture('questions.json');
const { tasks, invalid } = readOptions(questions, 'questions.json');
const taskOf = (id: string) => tasks.find((task) => task.id === id);

const vectors: { options_provider: { id: string; answer: string; category: string }[] } =
  JSON.parse(fixture('provider-vectors.json'));

test.each(vectors.options_provider)(
  'the answer to $id is worded as by the original',
  ({ id, answer, category }) => {
    expect(taskOf(id)?.source).toMatchObject({ answerText: answer });
    expect(taskOf(id)?.category).toBe(category);
  },
);

describe('an options file of the original benchmark', () => {
  test('gives a named value for every pair of the ground truth', () => {
    expect(taskOf('greeks_002')?.gold).toMatchObject({
      kind: 'fields',
      fields: {
        call_delta_long: 5.5,
        call_delta_short: -1.75,
        put_delta: -3,
        net_delta: 0.75,
        hedge: 'Short 75 shares of SPY',
      },
    });
  });

  test('leaves Greeks ten percent and everything else five', () => {
    expect(taskOf('greeks_001')?.gold).toMatchObject({ tolerance: { relative: 0.1 } });
    expect(taskOf('opt_pricing_001')?.gold).toMatchObject({ tolerance: { relative: 0.05 } });
  });

  test('spells nested values, truth values and numbers as Python does', () => {
    // Recorded from Python 3.11.
    const legs = String.raw`[{"action": "sell", "strike": 4420, "price": 12.0}, "f\u00fcr \u20ac"]`;
    expect(taskOf('FIX_NESTED')?.source).toMatchObject({
      answerText: `legs: ${legs}; credit: 4; capped: True; tiny: 1e-05; huge: 1e+16`,
    });
    expect(taskOf('FIX_NESTED')?.gold).toMatchObject({
      fields: { legs, credit: 4, capped: true, tiny: 1e-5, huge: 1e16 },
    });
  });

  test('keeps what only the compatible scorer reads, and the question as it was', () => {
    expect(taskOf('opt_pricing_001')?.source).toMatchObject({
      question: expect.stringMatching(/expiry\?$/),
      groundTruth: { call_price: 3.22, method: 'Black-Scholes' },
      rubric: [
        { name: 'price', weight: 0.6, description: 'Both prices within 5%' },
        { name: 'method', weight: 0.4, description: null },
      ],
      ticker: 'AAPL',
    });
    expect(taskOf('FIX_NESTED')?.source).toMatchObject({ ticker: null });
  });

  test('asks the agent for the names of the ground truth', () => {
    expect(taskOf('greeks_001')?.question).toContain(
      '"Answer: delta=<value>; gamma=<value>; theta=<value>; vega=<value>"',
    );
  });

  test('flags ground truths no reply could match', () => {
    expect(invalid.map(({ taskId }) => taskId)).toEqual(['options_5']);
  });

  test('holds tasks that can be stored', () => {
    for (const task of tasks) expect(TaskSchema.parse(task)).toEqual(task);
  });

  test('tells right from wrong', () => {
    for (const id of ['opt_pricing_001', 'opt_pricing_002', 'greeks_001', 'greeks_002']) {
      const task = taskOf(id);
      if (task === undefined) throw new Error(`${id} is missing`);
      expect(scoreSynthetic(task, correctAnswer(task))).toMatchObject({ value: 1, correct: true });
      expect(scoreSynthetic(task, wrongAnswer(task))).toMatchObject({ value: 0, correct: false });
    }
  });
});

describe('a selection of questions', () => {
  const idsOf = (selection: object) =>
    readOptions(questions, 'q.json', selection).tasks.map(({ id }) => id);

  test('takes categories first and the limit after them', () => {
    expect(idsOf({ categories: ['Greeks Analysis'] })).toEqual(['greeks_001', 'greeks_002']);
    expect(idsOf({ categories: ['Greeks Analysis'], limit: 1 })).toEqual(['greeks_001']);
    expect(idsOf({ limit: 0 })).toHaveLength(6);
  });

  test('keeps the row number as id where none is given, whatever is selected', () => {
    expect(idsOf({ categories: ['Race to 10M'] })).toEqual(['options_5']);
  });

  test.each([
    [['Greek Analysis'], 'did you mean "Greeks Analysis"?'],
    [['Copy Trading'], 'q.json holds no question of Copy Trading'],
  ])('of %j is refused', (categories, message) => {
    expect(() => idsOf({ categories })).toThrow(ConfigurationError);
    expect(() => idsOf({ categories })).toThrow(message);
  });
});

const row = (fields: object) => ({
  question_id: 'Q1',
  category: 'Options Pricing',
  difficulty: 'easy',
  question: 'What is it worth?',
  ground_truth: { price: 1 },
  ...fields,
});

test.each([
  ['an unreadable text', '{', 'q.json is not JSON'],
  ['no questions', '{"questions": []}', 'q.json (under "questions", rows from 0)'],
  ['an unknown category', JSON.stringify([row({ category: 'Pricing' })]), '[0].category'],
  ['no ground truth', JSON.stringify([row({ ground_truth: undefined })]), '[0].ground_truth'],
  ['a repeated id', JSON.stringify([row({}), row({})]), 'rows 0 and 1 both have the id "Q1"'],
])('an options file with %s is refused, saying where', (_, text, message) => {
  expect(() => readOptions(text, 'q.json')).toThrow(DatasetIntegrityError);
  expect(() => readOptions(text, 'q.json')).toThrow(message);
});
