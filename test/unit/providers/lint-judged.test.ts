import { describe, expect, test } from 'vitest';
import type { Criterion, PublicCsvItem } from '../../../src/domain/dataset/judged-source.ts';
import { lintGold } from '../../../src/domain/dataset/lint-gold.ts';
import type { JudgedTask, QuestionTask } from '../../../src/domain/dataset/task.ts';

const problemOf = (task: QuestionTask | JudgedTask) =>
  lintGold(task)?.problem.replace('gold answer of task "t" ', '');

const facts = {
  ...{ id: 't', category: 'c', question: 'q', steps: [] },
  difficulty: 'easy',
  gold: { kind: 'rubric', formatted: '' },
} as const;
const weighed = (text: string, weight: number, weightClass: string | null = null): Criterion => ({
  ...{ text, weight, weightClass },
});

const prBench = (criteria: readonly Criterion[]): JudgedTask => ({
  ...facts,
  dataset: 'prbench',
  source: {
    ...{
      kind: 'prbench',
      split: 'finance',
      field: 'Finance',
      topic: '',
      turns: [],
      scratchpad: '',
    },
    criteria,
  },
});
const gdpval = (criteria: readonly Criterion[] | null): JudgedTask => ({
  ...facts,
  dataset: 'gdpval',
  source: { kind: 'gdpval', prompt: 'p', sector: '', occupation: '', files: [], criteria },
});
const publicCsv = (answer: string, items: readonly PublicCsvItem[]): JudgedTask => ({
  ...facts,
  dataset: 'public_csv',
  source: { kind: 'public_csv', questionType: '', expertMinutes: 1, answer, items },
});
const bizFinBench = (taskType: string, answer: string): QuestionTask => ({
  ...facts,
  dataset: 'bizfinbench',
  gold: { kind: 'text', formatted: answer },
  source: { kind: 'bizfinbench', taskType, language: 'en' },
});
const asked = (text: string): PublicCsvItem => ({ operator: 'correctness', type: null, text });
const forbidden = (text: string): PublicCsvItem => ({
  operator: 'contradiction',
  type: null,
  text,
});

describe('sound', () => {
  test.each([
    ['criteria that earn and cost points', prBench([weighed('says so', 3), weighed('errs', -5)])],
    ['a known class that weighs nothing', prBench([weighed('a', 1), weighed('b', 0, 'important')])],
    ['work without a published rubric', gdpval(null)],
    ['an answer without a rubric', publicCsv('12', [])],
    ['statements without an answer', publicCsv('', [asked('12')])],
    ['a number', bizFinBench('stock_price_predict', '12.5')],
    ['an order', bizFinBench('event_logic_reasoning', '2,1,3')],
    ['a label', bizFinBench('user_sentiment_analysis', 'Neutral')],
  ])('is a task with %s', (_, task) => {
    expect(problemOf(task)).toBeUndefined();
  });
});

describe('invalid', () => {
  test.each([
    ['without criteria', prBench([]), 'has no criteria'],
    [
      'with penalties only',
      prBench([weighed('errs', -5)]),
      'has no criterion that is worth points',
    ],
    ['with an empty criterion', gdpval([weighed(' ', 1)]), 'has a criterion that is empty'],
    [
      'with a criterion of an unknown class',
      prBench([weighed('a', 1), weighed('b', 0, 'zzz')]),
      'has a criterion of the unknown class "zzz" and without a weight',
    ],
    [
      'with a rubric that a parser failed on',
      gdpval([weighed('N/A', 1)]),
      'has a criterion that is "N/A", what a parser writes when it fails',
    ],
    [
      'with nothing but contradictions',
      publicCsv('unknown', [forbidden('x')]),
      'has nothing that an answer must say, and its reference answer is "unknown", what a parser writes when it fails',
    ],
    ['with an empty statement', publicCsv('', [asked('')]), 'has a criterion that is empty'],
    ['without an answer', bizFinBench('user_sentiment_analysis', ' '), 'is empty'],
    [
      'whose price is no number',
      bizFinBench('stock_price_predict', 'it will rise'),
      'is "it will rise", which holds no number, and stock_price_predict compares numbers',
    ],
  ])('is a task %s', (_, task, problem) => {
    expect(problemOf(task)).toBe(problem);
  });
});
