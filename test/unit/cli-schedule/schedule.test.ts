import { describe, expect, test } from 'vitest';
import { renderSchedules } from '../../../src/cli/schedule-table.ts';
import { parsePeriod } from '../../../src/cli/scheduled-start.ts';

describe('the period of a backfill', () => {
  test('is taken with its offsets', () => {
    const period = { from: '2027-01-31T02:00+08:00', to: '2027-01-30T19:00:00Z' };
    expect(parsePeriod(period)).toEqual({
      from: new Date('2027-01-30T18:00:00Z'),
      to: new Date('2027-01-30T19:00:00Z'),
    });
  });

  test.each([
    { from: '2027-01-31', to: '2027-02-01T00:00Z', says: /--from "2027-01-31".*offset/ },
    { from: '2027-01-31T00:00Z', to: '2027-02-01T00:00', says: /--to .*offset/ },
    { from: '2027-02-30T25:00Z', to: '2027-03-01T00:00Z', says: /--from/ },
    { from: '2027-02-02T00:00Z', to: '2027-02-01T00:00Z', says: /swap/ },
  ])('is refused from $from to $to', ({ from, to, says }) => {
    expect(() => parsePeriod({ from, to })).toThrow(says);
  });
});

test('the list shows what did not run beside what did', () => {
  const lines = renderSchedules([
    {
      name: 'nightly',
      experiment: 'core',
      cron: '0 2 * * *',
      timeZone: 'Asia/Shanghai',
      paused: false,
      nextRunAt: new Date('2027-01-31T18:00:00Z'),
      lastRuns: ['suite/core/nightly-1', 'suite/core/nightly-2'],
      running: ['suite/core/nightly-2'],
      runsStarted: 2,
      runsSkipped: 7,
      runsMissed: 3,
    },
  ]);
  const columns = lines.map((line) => line.split(/ {2,}/));
  expect(columns[0]).toEqual([
    ...['NAME', 'STATE', 'WHEN', 'NEXT', 'STARTED', 'SKIPPED', 'MISSED', 'LAST RUN'],
  ]);
  expect(columns[1]).toEqual([
    ...['nightly', 'running', '0 2 * * * Asia/Shanghai', '2027-01-31T18:00:00Z'],
    ...['2', '7', '3', 'suite/core/nightly-2'],
  ]);
});
