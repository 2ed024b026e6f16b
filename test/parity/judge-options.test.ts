import { expect, test } from 'vitest';
import type { CompatGrade } from '../../src/domain/scoring/compat/compat-grade.ts';
import type { JsonValue } from '../../src/domain/scoring/compat/json-value.ts';
import {
  judgeOptionsCompat,
  judgeOptionsWithTruthCompat,
} from '../../src/domain/scoring/compat/judge-options.ts';
import type { OptionsRubricItem } from '../../src/domain/scoring/compat/options-prompts.ts';
import { expectSameRequests } from '../support/expect-judged.ts';
import { compatJudge, judgeCasesOf } from '../support/judge-vectors.ts';
import { ScriptedJudge } from '../support/scripted-judge.ts';

interface Input {
  readonly category: string;
  readonly analysis: string;
  readonly recommendation: string;
}
interface TruthInput extends Input {
  readonly ground_truth: Readonly<Record<string, JsonValue>>;
  readonly rubric_components?: readonly OptionsRubricItem[] | null;
}
interface Row {
  readonly score: number;
  readonly pnl_accuracy: number;
  readonly greeks_accuracy: number;
  readonly strategy_quality: number;
  readonly risk_management: number;
  readonly feedback: string;
}

const byHeuristic = judgeCasesOf<Input, Row>('options.score');
const byTruth = judgeCasesOf<TruthInput, Row>('options.score_with_ground_truth');

function expectSameRow({ score, feedback, ...subScores }: Row, grade: CompatGrade): void {
  expect(grade).toMatchObject({ kind: 'graded', score, maxScore: 100, subScores });
}

test('all recorded conversations are played', () => {
  expect([byHeuristic.length, byTruth.length]).toEqual([8, 13]);
});

test.each(byHeuristic)('$id ($about): asked and scored as in the original', (recorded) => {
  const endpoint = new ScriptedJudge(recorded.script);
  const judge = compatJudge('options', recorded.config);
  const grade = endpoint.play(judgeOptionsCompat(recorded.input, judge));
  expectSameRequests(recorded, endpoint);
  expectSameRow(recorded.expected, grade);
});

test.each(byTruth)(
  '$id ($about): asked and scored with the truth as in the original',
  (recorded) => {
    const {
      ground_truth: groundTruth,
      rubric_components: rubric = null,
      ...answer
    } = recorded.input;
    const endpoint = new ScriptedJudge(recorded.script);
    const judge = compatJudge('options', recorded.config);
    const grade = endpoint.play(
      judgeOptionsWithTruthCompat({ ...answer, groundTruth, rubric }, judge),
    );
    expectSameRequests(recorded, endpoint);
    expectSameRow(recorded.expected, grade);
  },
);
