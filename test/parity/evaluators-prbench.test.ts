import { expect, test } from 'vitest';
import { scorePrbenchCompat } from '../../src/domain/scoring/compat/score-prbench.ts';
import { casesOf, type EvaluatorResult } from '../support/evaluator-vectors.ts';
import { expectSameGrade } from '../support/expect-judged.ts';
import { type PrbenchVector, prbenchInput } from '../support/prbench-vector.ts';

const cases = casesOf<PrbenchVector, EvaluatorResult>('prbench.evaluate');

test('all recorded cases are played', () => {
  expect(cases).toHaveLength(8);
});

test.each(cases)('$id: "$input.predicted" scores as in the original', ({ input, ...outcome }) => {
  expectSameGrade(outcome, scorePrbenchCompat(prbenchInput(input)));
});
