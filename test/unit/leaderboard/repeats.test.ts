import { expect, test } from 'vitest';
import { ConfigReportSchema } from '../../../src/contracts/report.ts';
import { summarizeConfig } from '../../../src/domain/leaderboard/config-report.ts';
import { rankConfigs } from '../../../src/domain/leaderboard/leaderboard.ts';
import {
  aConfigRun,
  anOutcome,
  failed,
  scored,
  someRecords,
  twentyTasks,
  unscored,
} from '../../support/config-records.ts';

const config = aConfigRun({ repeats: 3 });
const thrice = (taskId: string, scores: readonly Parameters<typeof anOutcome>[1][]) =>
  scores.map((score, repeat) => anOutcome(taskId, score, { repeat }));

const report = summarizeConfig(
  someRecords(
    [
      ...thrice('steady', [scored(1), scored(1), scored(1)]),
      ...thrice('shaky', [scored(1), failed(), scored(0.5)]),
      ...thrice('flaky', [scored(0), unscored()]),
    ],
    { config },
  ),
);

test('the score is the mean over tasks of the mean over their repeats that count', () => {
  expect(report.overall?.percent).toBe(50);
  expect(report.sections[0]?.estimate?.percent).toBe(50);
});

test('coverage counts repeats, and one that never ran is missing', () => {
  expect(report.coverage).toEqual({
    planned: 9,
    ...{ scored: 6, failed: 1, unscored: 2, missing: 1 },
    rate: 7 / 9,
  });
  expect(report.publishability).toMatchObject({ why: expect.stringContaining('planned repeats') });
});

test('accuracy is the mean share of correct repeats, with as many trials as tasks', () => {
  expect(report.accuracy).toMatchObject({ correct: 4, n: 3, rate: 0.4444 });
});

test('the bounds are the scores that the two unscored repeats could still have made', () => {
  expect(report.bounds).toEqual({ low: 50, high: 72.22 });
});

test('repeating every task five times alike leaves score and interval as they were', () => {
  const once = summarizeConfig(someRecords(twentyTasks(12)));
  const often = summarizeConfig(
    someRecords(
      twentyTasks(12).flatMap((outcome) =>
        Array.from({ length: 5 }, (_, repeat) => ({ ...outcome, repeat })),
      ),
      { config: aConfigRun({ repeats: 5 }) },
    ),
  );
  expect(often.overall).toEqual(once.overall);
  expect(often.accuracy).toEqual({ ...once.accuracy, correct: 60 });
});

test('the latest round of each repeat decides, not the latest of its task', () => {
  const records = someRecords(
    [
      anOutcome('a', scored(0), { repeat: 0, round: 0 }),
      anOutcome('a', scored(1), { repeat: 1, round: 1 }),
      anOutcome('a', failed(), { repeat: 1, round: 0 }),
    ],
    { config: aConfigRun({ repeats: 2 }) },
  );
  expect(summarizeConfig(records).overall?.percent).toBe(50);
});

test('a repeat beyond the plan belongs to another run', () => {
  const stray = someRecords([anOutcome('a', scored(1), { repeat: 3 })], { config });
  expect(() => summarizeConfig(stray)).toThrow('task "a", repeat 3');
});

test('report and leaderboard say how often every task was run', () => {
  expect(report.provenance.repeats).toBe(3);
  expect(rankConfigs([report])[0]).toMatchObject({ repeats: 3, tasksCounted: 7, tasksPlanned: 9 });
  expect(ConfigReportSchema.parse(report)).toEqual(report);
});
