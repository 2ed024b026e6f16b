import { expect, test } from 'vitest';
import { judgePrbenchCompat } from '../../src/domain/scoring/compat/judge-prbench.ts';
import type { EvaluatorResult } from '../support/evaluator-vectors.ts';
import { expectSameGrade, expectSameRequests } from '../support/expect-judged.ts';
import { compatJudge, judgeCasesOf } from '../support/judge-vectors.ts';
import { type PrbenchVector, prbenchInput } from '../support/prbench-vector.ts';
import { ScriptedJudge } from '../support/scripted-judge.ts';

const cases = judgeCasesOf<PrbenchVector, EvaluatorResult>('prbench');

test('all recorded conversations are played', () => {
  expect(cases).toHaveLength(15);
});

test.each(cases)('$id ($about): asked and graded as in the original', (recorded) => {
  const endpoint = new ScriptedJudge(recorded.script);
  const judge = compatJudge('prbench', recorded.config);
  const grade = endpoint.play(judgePrbenchCompat(prbenchInput(recorded.input), judge));
  expectSameRequests(recorded, endpoint);
  expectSameGrade(recorded, grade);
});
