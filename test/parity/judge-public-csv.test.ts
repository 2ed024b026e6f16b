import { expect, test } from 'vitest';
import { judgePublicCsvCompat } from '../../src/domain/scoring/compat/judge-public-csv.ts';
import type { CompatPublicCsvInput } from '../../src/domain/scoring/compat/score-public-csv.ts';
import type { EvaluatorResult } from '../support/evaluator-vectors.ts';
import { expectSameGrade, expectSameRequests } from '../support/expect-judged.ts';
import { compatJudge, judgeCasesOf } from '../support/judge-vectors.ts';
import { ScriptedJudge } from '../support/scripted-judge.ts';

const cases = judgeCasesOf<CompatPublicCsvInput, EvaluatorResult>('public_csv');

test('all recorded conversations are played', () => {
  expect(cases).toHaveLength(11);
});

test.each(cases)('$id ($about): asked and graded as in the original', (recorded) => {
  const endpoint = new ScriptedJudge(recorded.script);
  const input = { ...recorded.input, rubric: recorded.input.rubric ?? null };
  const judge = compatJudge('public_csv', recorded.config);
  const grade = endpoint.play(judgePublicCsvCompat(input, judge));
  expectSameRequests(recorded, endpoint);
  expectSameGrade(recorded, grade);
});
