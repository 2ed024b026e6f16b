import { describe, expect, test } from 'vitest';
import { TaskSchema } from '../../../src/contracts/task-record.ts';
import { OPTIONS_CATEGORIES } from '../../../src/domain/dataset/options/categories.ts';
import { generateOptionsQuestions } from '../../../src/domain/dataset/options/generate-options-questions.ts';
import { OPTIONS_TEMPLATES } from '../../../src/domain/dataset/options/templates.ts';
import { ConfigurationError } from '../../../src/domain/errors.ts';
import { optionsDraftsOf } from '../../support/options-drafts.ts';

describe('a generated set of options questions', () => {
  test('asks every category once a round, in changing order', () => {
    const count = OPTIONS_CATEGORIES.length;
    const tasks = generateOptionsQuestions({ seed: 3, count: count * 2 });
    const rounds = [tasks.slice(0, count), tasks.slice(count)].map((round) =>
      round.map(({ category }) => category),
    );
    for (const round of rounds) expect(round.toSorted()).toEqual([...OPTIONS_CATEGORIES].sort());
    expect(rounds[0]).not.toEqual(rounds[1]);
  });

  test('takes the templates of a category in turn', () => {
    const tasks = generateOptionsQuestions({ seed: 4, count: 6, categories: ['Race to 10M'] });
    const turns = [tasks.slice(0, 3), tasks.slice(3)].map((turn) =>
      turn.map(({ cluster }) => cluster).toSorted(),
    );
    expect(turns).toEqual(Array(2).fill(['kelly-race', 'required-growth', 'ruin-odds']));
  });

  test('names its tasks by template, seed and round', () => {
    const tasks = generateOptionsQuestions({ seed: 42, count: OPTIONS_CATEGORIES.length * 3 });
    for (const [index, task] of tasks.entries()) {
      const round = Math.floor(index / OPTIONS_CATEGORIES.length) + 1;
      expect(task.id).toBe(`opt-${task.cluster}-s42-00${round}`);
    }
  });

  test('shares no id with a set of another seed', () => {
    const ids = [1, 11].flatMap((seed) =>
      generateOptionsQuestions({ seed, count: 200 }).map(({ id }) => id),
    );
    expect(new Set(ids).size).toBe(400);
  });

  test('does not depend on the order in which categories are named', () => {
    const categories = ['Risk Management', 'Options Pricing'];
    expect(generateOptionsQuestions({ seed: 5, count: 9, categories })).toEqual(
      generateOptionsQuestions({ seed: 5, count: 9, categories: categories.toReversed() }),
    );
  });

  test('repeats no question among five hundred', () => {
    const asked = generateOptionsQuestions({ seed: 8, count: 500 }).map(({ question }) => question);
    expect(new Set(asked).size).toBe(asked.length);
  });

  test('holds tasks that can be stored', () => {
    for (const task of generateOptionsQuestions({ seed: 2, count: 60 })) TaskSchema.parse(task);
  });

  test.each([
    [
      ['Option Pricing'],
      'unknown options category "Option Pricing" (did you mean "Options Pricing"?)',
    ],
    [[], 'no options category is named'],
  ])('refuses %j and says which categories there are', (categories, message) => {
    const generate = () => generateOptionsQuestions({ seed: 1, count: 1, categories });
    expect(generate).toThrow(ConfigurationError);
    expect(generate).toThrow(message);
  });
});

test.each(OPTIONS_CATEGORIES)('%s is asked in at least two ways', (category) => {
  const templates = OPTIONS_TEMPLATES.filter((template) => template.category === category);
  expect(templates.length).toBeGreaterThanOrEqual(2);
});

test('no two templates share an id', () => {
  expect(new Set(OPTIONS_TEMPLATES.map(({ id }) => id)).size).toBe(OPTIONS_TEMPLATES.length);
});

const numbersIn = (text: string): readonly number[] =>
  (text.replaceAll(',', '').match(/(?<!\d)-?\d+(?:\.\d+)?/g) ?? []).map(Number);

describe.each(OPTIONS_TEMPLATES)('options template $id', (template) => {
  const drafts = optionsDraftsOf(template);

  test('states every number its solution uses', () => {
    for (const { inputs, question } of drafts) {
      const stated = numbersIn(question);
      for (const [name, value] of Object.entries(inputs)) {
        // No dividends are stated in words.
        if (name === 'dividendPercent' && value === 0) continue;
        expect(stated, name).toEqual(expect.arrayContaining([value].flat()));
      }
    }
  });

  test('asks for several values, whose names cannot be taken for one another', () => {
    const names = Object.keys(drafts[0]?.answers ?? {});
    expect(names.length).toBeGreaterThanOrEqual(2);
    for (const name of names) {
      expect(
        names.filter((other) => other.endsWith(`_${name}`) || other.startsWith(`${name}_`)),
      ).toEqual([]);
    }
  });
});
