import { type CalendarDate, dayNumber, isLeapYear } from './calendar.ts';

export const DAY_COUNTS = [
  'actual/actual',
  'actual/365',
  'actual/360',
  '30/360',
  '30E/360',
] as const;
export type DayCount = (typeof DAY_COUNTS)[number];

/** Days from start to end as calendars count them; negative when the end comes first. */
export const actualDays = (start: CalendarDate, end: CalendarDate): number =>
  dayNumber(end) - dayNumber(start);

/** Share of a year between two days, start not after end (2006 ISDA Definitions, section 4.16). */
export function yearFraction(start: CalendarDate, end: CalendarDate, convention: DayCount): number {
  switch (convention) {
    case 'actual/actual':
      return yearsOf(end) - yearsOf(start);
    case 'actual/365':
      return actualDays(start, end) / 365;
    case 'actual/360':
      return actualDays(start, end) / 360;
    case '30/360': {
      const startDay = Math.min(start.day, 30);
      const endDay = startDay === 30 ? Math.min(end.day, 30) : end.day;
      return days360({ ...start, day: startDay }, { ...end, day: endDay }) / 360;
    }
    case '30E/360':
      return (
        days360(
          { ...start, day: Math.min(start.day, 30) },
          { ...end, day: Math.min(end.day, 30) },
        ) / 360
      );
  }
}

/** Years since year 0, every day a 365th or, in leap years, a 366th. */
const yearsOf = (date: CalendarDate): number =>
  date.year +
  actualDays({ year: date.year, month: 1, day: 1 }, date) / (isLeapYear(date.year) ? 366 : 365);

const days360 = (start: CalendarDate, end: CalendarDate): number =>
  (end.year - start.year) * 360 + (end.month - start.month) * 30 + (end.day - start.day);
