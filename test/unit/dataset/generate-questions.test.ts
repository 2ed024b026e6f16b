import { describe, expect, test } from 'vitest';
import { TaskSchema } from '../../../src/contracts/task-record.ts';
import { generateQuestions } from '../../../src/domain/dataset/synthetic/generate-questions.ts';
import { TEMPLATES } from '../../../src/domain/dataset/synthetic/templates.ts';
import { ConfigurationError } from '../../../src/domain/errors.ts';
import { draftsOf } from '../../support/drafts.ts';

describe('a generated question set', () => {
  test('is balanced: every round asks each template once, in changing order', () => {
    const tasks = generateQuestions({ seed: 3, count: TEMPLATES.length * 2 });
    const rounds = [tasks.slice(0, TEMPLATES.length), tasks.slice(TEMPLATES.length)].map((round) =>
      round.map(({ cluster }) => cluster),
    );
    const ids = TEMPLATES.map(({ id }) => id).sort();
    for (const round of rounds) expect([...round].sort()).toEqual(ids);
    expect(rounds[0]).not.toEqual(rounds[1]);
  });

  test('names its tasks by template, seed and round', () => {
    const tasks = generateQuestions({ seed: 42, count: 3, templates: ['bond-price'] });
    expect(tasks.map(({ id }) => id)).toEqual([
      'syn-bond-price-s42-001',
      'syn-bond-price-s42-002',
      'syn-bond-price-s42-003',
    ]);
  });

  test('shares no id with a set of another seed', () => {
    const ids = [1, 11, 111].flatMap((seed) =>
      generateQuestions({ seed, count: 120 }).map(({ id }) => id),
    );
    expect(new Set(ids).size).toBe(360);
  });

  test('asks the same question under the same id when other templates come along', () => {
    const all = generateQuestions({ seed: 6, count: TEMPLATES.length * 3 });
    for (const task of generateQuestions({ seed: 6, count: 3, templates: ['bond-price'] })) {
      expect(all.find(({ id }) => id === task.id)).toEqual(task);
    }
  });

  test('does not depend on the order in which templates are named', () => {
    const templates = ['bond-price', 'sharpe-ratio', 'future-value'];
    expect(generateQuestions({ seed: 5, count: 9, templates })).toEqual(
      generateQuestions({ seed: 5, count: 9, templates: templates.toReversed() }),
    );
  });

  test('repeats no question among a thousand', () => {
    const questions = generateQuestions({ seed: 8, count: 1_000 }).map(({ question }) => question);
    expect(new Set(questions).size).toBe(questions.length);
  });

  test('holds tasks that can be stored', () => {
    for (const task of generateQuestions({ seed: 2, count: 100 })) TaskSchema.parse(task);
  });

  test('spreads over easy, medium and hard questions of many families', () => {
    const count = (difficulty: string) =>
      TEMPLATES.filter((template) => template.difficulty === difficulty).length;
    for (const difficulty of ['easy', 'medium', 'hard']) {
      expect(count(difficulty) / TEMPLATES.length).toBeGreaterThan(0.25);
    }
    expect(new Set(TEMPLATES.map(({ category }) => category)).size).toBeGreaterThanOrEqual(10);
    expect(new Set(TEMPLATES.map(({ id }) => id)).size).toBe(TEMPLATES.length);
  });

  test('refuses an unknown template and suggests the one that was meant', () => {
    const generate = () => generateQuestions({ seed: 1, count: 1, templates: ['bond-prise'] });
    expect(generate).toThrow(ConfigurationError);
    expect(generate).toThrow('unknown question template "bond-prise" (did you mean "bond-price"?)');
  });
});

const numbersIn = (text: string): readonly number[] =>
  (text.replaceAll(',', '').match(/-?\d+(?:\.\d+)?/g) ?? []).map(Number);

describe.each(TEMPLATES)('template $id', (template) => {
  test('states every number its solution uses', () => {
    for (const { inputs, question } of draftsOf(template)) {
      const needed = Object.values(inputs).flat() as readonly number[];
      expect(numbersIn(question)).toEqual(expect.arrayContaining([...needed]));
    }
  });
});
