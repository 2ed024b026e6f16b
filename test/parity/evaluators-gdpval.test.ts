import { expect, test } from 'vitest';
import { scoreGdpvalCompat } from '../../src/domain/scoring/compat/score-gdpval.ts';
import { casesOf, type EvaluatorResult } from '../support/evaluator-vectors.ts';
import { expectSameGrade } from '../support/expect-judged.ts';

const cases = casesOf<{ predicted: string; task_prompt: string }, EvaluatorResult>(
  'gdpval.evaluate',
);

test('all recorded cases are played', () => {
  expect(cases).toHaveLength(5);
});

test.each(cases)(
  '$id: the length of an answer scores as in the original',
  ({ input, ...outcome }) => {
    const grade = scoreGdpvalCompat({
      predicted: input.predicted,
      taskPrompt: input.task_prompt,
      occupation: null,
      sector: null,
      referenceFiles: null,
    });
    expectSameGrade(outcome, grade);
  },
);
