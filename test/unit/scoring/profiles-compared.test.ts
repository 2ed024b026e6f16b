import { expect, test } from 'vitest';
import { UNKNOWN_USAGE } from '../../../src/domain/agent/usage.ts';
import { generateOptionsQuestions } from '../../../src/domain/dataset/options/generate-options-questions.ts';
import { correctAnswer } from '../../../src/domain/dataset/oracle-answers.ts';
import { generateQuestions } from '../../../src/domain/dataset/synthetic/generate-questions.ts';
import type { QuestionTask } from '../../../src/domain/dataset/task.ts';
import { summarizeConfig } from '../../../src/domain/leaderboard/config-report.ts';
import { gradeCompat } from '../../../src/domain/scoring/compat/grade-compat.ts';
import { gradeCorrected } from '../../../src/domain/scoring/grade-corrected.ts';
import { aConfigRun, graded, someRecords } from '../../support/config-records.ts';

/** The questions of the table in docs/scoring.md. */
const tasks: readonly QuestionTask[] = [
  ...generateQuestions({ seed: 42, count: 100 }),
  ...generateOptionsQuestions({ seed: 42, count: 50 }),
];

/** Corrected, compat and the differences, by dataset. */
function compare(answer: (task: QuestionTask) => string) {
  const outcomes = tasks.map((task) => {
    const reply = { text: answer(task), finishReason: 'stop', usage: UNKNOWN_USAGE };
    const score = gradeCorrected(task, reply, undefined);
    return graded(task.id, score, gradeCompat(task, reply.text), { dataset: task.dataset });
  });
  const { compat } = summarizeConfig(
    someRecords(outcomes, { config: aConfigRun({ profile: 'both' }) }),
  );
  return compat?.comparison.map(({ correctedPercent, compatPercent, differences }) => [
    correctedPercent,
    compatPercent,
    differences,
  ]);
}

test('an agent that is always right passes no options question of the original’s', () => {
  expect(compare(correctAnswer)).toEqual([
    [100, 100, []],
    [100, 38.27, [{ difference: 'right-value-not-credited', count: 50 }]],
  ]);
});

test('an agent that does not know earns more than a quarter of the options', () => {
  expect(compare(() => 'I do not know.')).toEqual([
    [0, 0, []],
    [0, 27.5, [{ difference: 'credited-without-right-value', count: 50 }]],
  ]);
});
