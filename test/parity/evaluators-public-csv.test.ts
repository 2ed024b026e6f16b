import { expect, test } from 'vitest';
import {
  type CompatPublicCsvInput,
  scorePublicCsvCompat,
} from '../../src/domain/scoring/compat/score-public-csv.ts';
import { casesOf, type EvaluatorResult } from '../support/evaluator-vectors.ts';
import { expectSameGrade } from '../support/expect-judged.ts';

const cases = casesOf<Omit<CompatPublicCsvInput, 'question'>, EvaluatorResult>(
  'public_csv.evaluate',
);

test('all recorded cases are played', () => {
  expect(cases).toHaveLength(7);
});

test.each(cases)('$id: "$input.predicted" scores as in the original', ({ input, ...outcome }) => {
  expectSameGrade(outcome, scorePublicCsvCompat({ ...input, question: null }));
});
