import { expect, test } from 'vitest';
import { judgeGdpvalCompat } from '../../src/domain/scoring/compat/judge-gdpval.ts';
import type { EvaluatorResult } from '../support/evaluator-vectors.ts';
import { expectSameGrade, expectSameRequests } from '../support/expect-judged.ts';
import { compatJudge, judgeCasesOf } from '../support/judge-vectors.ts';
import { ScriptedJudge } from '../support/scripted-judge.ts';

interface Input {
  readonly predicted: string;
  readonly task_prompt: string;
  readonly occupation: string | null;
  readonly sector: string | null;
  readonly reference_files: readonly string[] | null;
}

const cases = judgeCasesOf<Input, EvaluatorResult>('gdpval');

test('all recorded conversations are played', () => {
  expect(cases).toHaveLength(12);
});

test.each(cases)('$id ($about): asked and graded as in the original', (recorded) => {
  const { predicted, task_prompt, occupation, sector, reference_files } = recorded.input;
  const judge = compatJudge('gdpval', recorded.config);
  const endpoint = new ScriptedJudge(recorded.script, judge?.model);
  const script = judgeGdpvalCompat(
    {
      predicted,
      taskPrompt: task_prompt,
      occupation,
      sector,
      referenceFiles: reference_files,
    },
    judge,
  );
  const grade = endpoint.play(script);
  expectSameRequests(recorded, endpoint);
  expectSameGrade(recorded, grade);
});
