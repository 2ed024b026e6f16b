import { expect, test } from 'vitest';
import type { JsonValue } from '../../src/domain/scoring/compat/json-value.ts';
import { judgeSyntheticCompat } from '../../src/domain/scoring/compat/judge-synthetic.ts';
import type { RubricComponent } from '../../src/domain/scoring/compat/synthetic-prompt.ts';
import type { EvaluatorResult } from '../support/evaluator-vectors.ts';
import { expectSameGrade, expectSameRequests } from '../support/expect-judged.ts';
import { compatJudge, judgeCasesOf } from '../support/judge-vectors.ts';
import { ScriptedJudge } from '../support/scripted-judge.ts';

interface Input {
  readonly predicted: string;
  readonly expected: string;
  readonly question: string;
  readonly ground_truth_value: JsonValue;
  readonly calculation_steps: readonly string[];
  readonly rubric: { readonly components: readonly RubricComponent[] };
}

const cases = judgeCasesOf<Input, EvaluatorResult>('synthetic');

test('all recorded conversations are played', () => {
  expect(cases).toHaveLength(13);
});

test.each(cases)('$id ($about): asked and graded as in the original', (recorded) => {
  const { input } = recorded;
  const script = judgeSyntheticCompat(
    {
      predicted: input.predicted,
      expected: input.expected,
      question: input.question,
      groundTruthValue: input.ground_truth_value,
      steps: input.calculation_steps,
      components: input.rubric.components,
    },
    compatJudge('synthetic', recorded.config),
  );
  const endpoint = new ScriptedJudge(recorded.script);
  const grade = endpoint.play(script);
  expectSameRequests(recorded, endpoint);
  expectSameGrade(recorded, grade);
});
