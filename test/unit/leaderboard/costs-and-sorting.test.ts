import { describe, expect, test } from 'vitest';
import { summarizeConfig } from '../../../src/domain/leaderboard/config-report.ts';
import { type LeaderboardRow, rankConfigs } from '../../../src/domain/leaderboard/leaderboard.ts';
import { type SortColumn, sortRows } from '../../../src/domain/leaderboard/sort-rows.ts';
import {
  aConfigRun,
  anOutcome,
  scored,
  someRecords,
  twentyTasks,
} from '../../support/config-records.ts';

const costOf = (costs: readonly (number | null)[]) =>
  summarizeConfig(
    someRecords(costs.map((costUsd, round) => anOutcome('a', scored(1), { round, costUsd }))),
  ).costUsd;

describe('the cost of a config', () => {
  test('is the sum over all rounds, for retries are paid for too', () => {
    expect(costOf([0.1, 0.2])).toBe(0.3);
  });

  test('is unknown, not 0, when no answer has a known cost', () => {
    expect(costOf([null, null])).toBeNull();
    expect(costOf([0])).toBe(0);
  });

  test('leaves out what a lost reply may have cost', () => {
    expect(costOf([null, 0.5])).toBe(0.5);
  });
});

const aRow = (configId: string, right: number, costUsd: number | null): LeaderboardRow => {
  const [row] = rankConfigs([
    summarizeConfig(
      someRecords(
        twentyTasks(right).map((outcome) => ({ ...outcome, costUsd })),
        { config: aConfigRun({ configId }) },
      ),
    ),
  ]);
  if (row === undefined) throw new Error('a report gives a row');
  return row;
};

describe('a sorted leaderboard', () => {
  const rows = [aRow('free', 2, 0), aRow('unknown', 20, null), aRow('dear', 10, 3)];
  const order = (column: SortColumn) => sortRows(rows, column).map(({ configId }) => configId);

  test('shows the best first: the highest score, the lowest cost', () => {
    expect(order('score')).toEqual(['unknown', 'dear', 'free']);
    expect(order('cost').slice(0, 2)).toEqual(['free', 'dear']);
  });

  test('puts rows whose value is unknown last, whichever end is best', () => {
    expect(order('cost').at(-1)).toBe('unknown');
  });

  test('keeps the order of rows that are equal', () => {
    expect(order('tasks')).toEqual(['free', 'unknown', 'dear']);
  });
});
