import { describe, expect, test } from 'vitest';
import { answerInstruction } from '../../../src/domain/dataset/answer-format.ts';
import { namedAnswersInstruction } from '../../../src/domain/dataset/options/answer-instruction.ts';
import type { ExactGold } from '../../../src/domain/dataset/task.ts';
import { scoreSynthetic } from '../../../src/domain/scoring/synthetic/score-synthetic.ts';
import { goldNumber, taskWith } from '../../support/tasks.ts';

const scoreOf = (gold: ExactGold, reply: string) => scoreSynthetic(taskWith(gold), reply);

const fields: ExactGold = {
  kind: 'fields',
  fields: { max_loss: 300, d1: 0.25 },
  tolerance: { relative: 0.01, absolute: 0 },
  formatted: 'max_loss=300; d1=0.25',
};
const number = goldNumber(12.5, 'percent');
const text: ExactGold = { kind: 'text', formatted: 'Option A' };

describe('repeating the instruction', () => {
  test.each([
    [number, 'Answer: 12.5%', answerInstruction(number, 2)],
    [number, 'The yield is 12.5%.', answerInstruction(number, 2)],
    [number, 'Answer: 12.5%', '**Answer: <value>**'],
    [number, 'Answer: 12.5%', 'Answer:\n<value>'],
    [number, 'Answer: 12.5%', 'Answer: <value>, the value in percent, rounded to 2 decimals.'],
    [number, 'Answer: 12.5%', 'Answer: <your number>'],
    [text, 'Answer: Option A', answerInstruction(text)],
    [text, 'Answer: Option A\n', 'Final answer: <text>'],
    [fields, 'Answer: max_loss=300; d1=0.25', 'Answer: max_loss=<value>; d1=<value>'],
    [fields, 'Answer: max_loss=300; d1=0.25', 'Answer:\nmax_loss: <value>\nd1: <value>'],
    [fields, 'Answer:\nmax_loss: 300\nd1: 0.25', answerInstruction(fields)],
    [fields, 'Answer: max_loss=300; d1=0.25', namedAnswersInstruction(['max_loss', 'd1'])],
    [fields, 'max_loss=300 and d1=0.25', namedAnswersInstruction(['max_loss', 'd1'])],
  ])('of %j after %j changes nothing: %j', (gold, answer, echo) => {
    for (const reply of [`${answer}\n${echo}`, `${answer}\n\n(${echo})`, `${echo}\n${answer}`]) {
      expect(scoreOf(gold, reply), reply).toMatchObject({ value: 1, correct: true });
    }
  });

  test('does not undo a later correction on the same line', () => {
    const reply = `Answer: 7%\n${answerInstruction(number, 2)} Answer: 12.5%`;
    expect(scoreOf(number, reply)).toMatchObject({ correct: true });
  });

  test('alone is no answer, whatever digits it holds', () => {
    for (const reply of ['Answer: <value>', answerInstruction(goldNumber(2, 'none'), 2)]) {
      expect(scoreOf(goldNumber(2, 'none'), reply)).toMatchObject({ value: 0, correct: false });
    }
  });

  test('makes a wrong answer no better', () => {
    const reply = `I first thought 12.5%.\nAnswer: 13%\n${answerInstruction(number, 2)}`;
    expect(scoreOf(number, reply)).toMatchObject({ value: 0, correct: false });
  });
});

test.each(['Answer: <12.5%>', 'Answer: <b>12.5%</b>', 'Answer: <value> 12.5%'])(
  '%j is an answer, for all its angle brackets',
  (reply) => {
    expect(scoreOf(number, reply)).toMatchObject({ correct: true });
  },
);

test.each([
  ['markers', 'answer: '.repeat(20_000)],
  ['placeholders', `answer: ${'a=<value>; '.repeat(20_000)}5`],
  ['open brackets', 'answer: <'.repeat(20_000)],
  ['names', `answer: ${'name '.repeat(40_000)}`],
])('a hostile reply of many %s is read in under a second', (_, reply) => {
  const startedAt = performance.now();
  scoreOf(number, reply);
  expect(performance.now() - startedAt).toBeLessThan(1_000);
});
