import { describe, expect, test } from 'vitest';
import { addToDate, formatDate, parseDate, weekday } from '../../../src/domain/tools/calendar.ts';
import { actualDays, type DayCount, yearFraction } from '../../../src/domain/tools/day-count.ts';

test.each(['2025-02-29', '2025-13-01', '2025-00-10', '2025-1-1', '31.12.2025', '1500-01-01', ''])(
  '"%s" is no date',
  (text) => {
    expect(() => parseDate(text)).toThrow(/YYYY-MM-DD/);
  },
);

test.each([
  ['2024-01-31', 1, 0, '2024-02-29'],
  ['2025-01-31', 1, 0, '2025-02-28'],
  ['2024-02-29', 12, 0, '2025-02-28'],
  ['2025-03-15', -3, 0, '2024-12-15'],
  ['2025-12-31', 0, 1, '2026-01-01'],
  ['2025-01-31', 1, 1, '2025-03-01'],
  ['2025-01-01', 0, -1, '2024-12-31'],
])('%s plus %d months and %d days is %s', (date, months, days, reached) => {
  expect(formatDate(addToDate(parseDate(date), { months, days }))).toBe(reached);
});

test('days of the week are those of the calendar', () => {
  expect(weekday(parseDate('1929-10-29'))).toBe('Tuesday');
  expect(weekday(parseDate('2008-09-15'))).toBe('Monday');
  expect(weekday(parseDate('2000-02-29'))).toBe('Tuesday');
});

test('a date beyond the years we know is refused, not wrapped', () => {
  expect(() => addToDate(parseDate('9999-12-31'), { months: 0, days: 1 })).toThrow(/1600 to 9999/);
});

describe('day counts', () => {
  const share = (start: string, end: string, convention: DayCount) =>
    yearFraction(parseDate(start), parseDate(end), convention);

  test('actual days include February 29', () => {
    expect(actualDays(parseDate('2024-02-28'), parseDate('2024-03-01'))).toBe(2);
    expect(actualDays(parseDate('1900-02-28'), parseDate('1900-03-01'))).toBe(1);
  });

  test.each([
    // The example of ISDA's paper on day counts: 2003-11-01 to 2004-05-01.
    ['2003-11-01', '2004-05-01', 'actual/actual', 61 / 365 + 121 / 366],
    ['2023-12-31', '2025-01-01', 'actual/actual', 1 / 365 + 1],
    ['2024-01-01', '2024-07-01', 'actual/365', 182 / 365],
    ['2024-01-01', '2024-07-01', 'actual/360', 182 / 360],
    ['2024-01-31', '2024-07-31', '30/360', 180 / 360],
    ['2024-01-30', '2024-03-31', '30/360', 60 / 360],
    ['2024-01-15', '2024-03-31', '30/360', 76 / 360],
    ['2024-01-15', '2024-03-31', '30E/360', 75 / 360],
    ['2024-02-28', '2024-03-31', '30E/360', 32 / 360],
  ] as const)('%s to %s by %s', (start, end, convention, years) => {
    expect(share(start, end, convention)).toBeCloseTo(years, 12);
  });
});
