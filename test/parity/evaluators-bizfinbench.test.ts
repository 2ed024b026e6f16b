import { expect, test } from 'vitest';
import { scoreBizfinbenchCompat } from '../../src/domain/scoring/compat/score-bizfinbench.ts';
import { casesOf, type EvaluatorResult } from '../support/evaluator-vectors.ts';
import { expectSameGrade } from '../support/expect-judged.ts';

interface Input {
  readonly predicted: string;
  readonly expected: string;
  readonly task_type: string;
}

const cases = casesOf<Input, EvaluatorResult>('bizfinbench.evaluate');

test('all recorded cases are played', () => {
  expect(cases).toHaveLength(42);
});

test.each(cases)(
  '$id: "$input.predicted" against "$input.expected" in $input.task_type, as in the original',
  ({ input: { task_type: taskType, ...answers }, config = {}, ...outcome }) => {
    const { tolerance } = config as { tolerance?: number };
    const grade = scoreBizfinbenchCompat({
      ...answers,
      taskType,
      question: null,
      ...(tolerance === undefined ? {} : { tolerance }),
    });
    expectSameGrade(outcome, grade);
  },
);
