import { expect, test } from 'vitest';
import { judgeBizfinbenchCompat } from '../../src/domain/scoring/compat/judge-bizfinbench.ts';
import type { EvaluatorResult } from '../support/evaluator-vectors.ts';
import { expectSameGrade, expectSameRequests } from '../support/expect-judged.ts';
import { compatJudge, judgeCasesOf } from '../support/judge-vectors.ts';
import { ScriptedJudge } from '../support/scripted-judge.ts';

interface Input {
  readonly predicted: string;
  readonly expected: string;
  readonly task_type: string;
  readonly question: string | null;
}

const cases = judgeCasesOf<Input, EvaluatorResult>('bizfinbench');

test('all recorded conversations are played', () => {
  expect(cases).toHaveLength(17);
});

test.each(cases)('$id ($about): asked and graded as in the original', (recorded) => {
  const { input, config = {}, script } = recorded;
  const { task_type: taskType, ...answers } = input;
  const judge = compatJudge('bizfinbench', config);
  const endpoint = new ScriptedJudge(script, judge?.model);
  const { tolerance = null } = config as { tolerance?: number };
  const grade = endpoint.play(judgeBizfinbenchCompat({ ...answers, taskType, tolerance }, judge));
  expectSameRequests(recorded, endpoint);
  expectSameGrade(recorded, grade);
});
