/** A day of the Gregorian calendar, without time or zone. */
export interface CalendarDate {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
}

const MS_PER_DAY = 86_400_000;
const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/** Reads YYYY-MM-DD, years 1600 to 9999. @throws RangeError for other text and days there are not. */
export function parseDate(text: string): CalendarDate {
  const [year, month, day] = text.split('-').map(Number);
  if (/^\d{4}-\d\d-\d\d$/.test(text) && year !== undefined && month !== undefined && day) {
    const date = { year, month, day };
    if (year >= 1600 && formatDate(fromDayNumber(dayNumber(date))) === text) return date;
  }
  throw new RangeError(`"${text}" is no date: write YYYY-MM-DD, e.g. 2025-03-31`);
}

export const formatDate = ({ year, month, day }: CalendarDate): string =>
  [
    String(year).padStart(4, '0'),
    String(month).padStart(2, '0'),
    String(day).padStart(2, '0'),
  ].join('-');

/** Days since 1970-01-01. A day beyond the end of its month counts into the next. */
export const dayNumber = ({ year, month, day }: CalendarDate): number =>
  Date.UTC(year, month - 1, day) / MS_PER_DAY;

function fromDayNumber(days: number): CalendarDate {
  const date = new Date(days * MS_PER_DAY);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

const daysInMonth = (year: number, month: number): number =>
  fromDayNumber(dayNumber({ year, month: month + 1, day: 0 })).day;

export const isLeapYear = (year: number): boolean => daysInMonth(year, 2) === 29;

export const weekday = (date: CalendarDate): string =>
  WEEKDAYS[new Date(dayNumber(date) * MS_PER_DAY).getUTCDay()] ?? '';

/** Months first, kept within the month reached (January 31 + 1 month = February 28), then days. */
export function addToDate(
  { year, month, day }: CalendarDate,
  { months, days }: { readonly months: number; readonly days: number },
): CalendarDate {
  const monthIndex = year * 12 + (month - 1) + months;
  const reached = { year: Math.floor(monthIndex / 12), month: (monthIndex % 12) + 1 };
  const clamped = { ...reached, day: Math.min(day, daysInMonth(reached.year, reached.month)) };
  const date = fromDayNumber(dayNumber(clamped) + days);
  if (date.year >= 1600 && date.year <= 9999) return date;
  throw new RangeError('the date is outside the years 1600 to 9999: check months and days');
}
