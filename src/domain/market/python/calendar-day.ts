const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const YEAR_MAX = 9999;

/**
 * Days since 1970-01-01 of the proleptic Gregorian calendar, for days that exist. Years begin in
 * March here, so that the leap day comes last.
 */
export function dayNumber(year: number, month: number, day: number): number {
  const marchYear = month > 2 ? year : year - 1;
  const marchMonth = month > 2 ? month - 3 : month + 9;
  const leapDays =
    Math.floor(marchYear / 4) - Math.floor(marchYear / 100) + Math.floor(marchYear / 400);
  return 365 * marchYear + leapDays + Math.floor((153 * marchMonth + 2) / 5) + day - 719_469;
}

export function isDay(year: number, month: number, day: number): boolean {
  const days = month === 2 && isLeap(year) ? 29 : (MONTH_DAYS[month - 1] ?? 0);
  return year >= 1 && year <= YEAR_MAX && day >= 1 && day <= days;
}

/** The day of an ISO week, or undefined where there is none. Days count from Monday, 1. */
export function dayOfWeek(year: number, week: number, day: number): number | undefined {
  const newYear = dayNumber(year, 1, 1);
  // Week 1 holds the first Thursday. Day 0 is a Thursday too.
  const weekday = (newYear + 3 + 7 * 400_000) % 7;
  const weeks = weekday === 3 || (weekday === 2 && isLeap(year)) ? 53 : 52;
  const firstMonday = newYear - weekday + (weekday > 3 ? 7 : 0);
  const found = firstMonday + 7 * (week - 1) + day - 1;
  const exists = year >= 1 && week >= 1 && week <= weeks && day >= 1 && day <= 7;
  return exists && found <= dayNumber(YEAR_MAX, 12, 31) ? found : undefined;
}

const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
