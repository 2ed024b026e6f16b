import { strip } from '../../scoring/compat/python-text.ts';
import { dayNumber, dayOfWeek, isDay } from './calendar-day.ts';

/** A moment to the microsecond; doubles of microseconds would not reach beyond the year 2255. */
export interface Instant {
  /** Since 1970-01-01 UTC, whole. */
  readonly seconds: number;
  /** 0 to 999999. */
  readonly microseconds: number;
}

const DAY_SECONDS = 86_400;
const DATE = /^(\d{4})(-?)(\d\d)\2(\d\d)$/;
const WEEK = /^(\d{4})(-?)W(\d\d)(?:\2(\d))?$/;
/**
 * With colons or without, decimals behind any part. A third colon may stand for their point; without
 * colons two or more digits behind the seconds are decimals too.
 */
const CLOCK =
  /^(\d\d)(?::(\d\d)(?::(\d\d)(?::(\d+)$)?)?|(\d\d)(?:(\d\d)(?:(\d{2,})$)?)?)?(?:[.,](\d+))?$/;
/** Behind six decimals anything may stand before an offset. */
const BEHIND_DECIMALS = /([.,:]\d{6,})\D.*$/s;

/**
 * What the original makes of a bar's timestamp: blanks around it and a final Z aside, that of
 * `datetime.fromisoformat` of CPython 3.11, its leniences included. Without an offset it is UTC.
 */
export function parseTimestamp(text: string): Instant | undefined {
  const usual = usualTimestamp(text);
  return usual === undefined ? parseAnyTimestamp(text) : { seconds: usual, microseconds: 0 };
}

function parseAnyTimestamp(text: string): Instant | undefined {
  const iso = strip(text).replace(/Z$/, '+00:00');
  const dateEnd = dateLength(iso);
  const day = parseDay(iso.slice(0, dateEnd));
  if (day === undefined) return undefined;
  if (iso.length === dateEnd) return { seconds: day * DAY_SECONDS, microseconds: 0 };
  const separator = (iso.codePointAt(dateEnd) ?? 0) > 0xffff ? 2 : 1;
  const time = parseTime(iso.slice(dateEnd + separator));
  if (time === undefined) return undefined;
  return normal(day * DAY_SECONDS + time.seconds, time.microseconds);
}

/** Any character may separate date and time, so the date tells by its form where it ends. */
function dateLength(iso: string): number {
  if (iso[4] === '-') {
    if (iso[5] !== 'W') return 10;
    return iso[8] === '-' && !/\d/.test(iso[10] ?? '') ? 10 : 8;
  }
  if (iso[4] !== 'W') return 8;
  const digits = /^\d*/.exec(iso.slice(7))?.[0].length ?? 0;
  if (digits < 2) return 7 + digits;
  // The clock behind the separator has two digits a part.
  return digits % 2 === 0 ? 8 : 7;
}

function parseDay(text: string): number | undefined {
  const [, year, , month, day] = DATE.exec(text)?.map(Number) ?? [];
  if (year !== undefined && month !== undefined && day !== undefined) {
    return isDay(year, month, day) ? dayNumber(year, month, day) : undefined;
  }
  const [, weekYear, , week, weekday = '1'] = WEEK.exec(text) ?? [];
  if (week === undefined) return undefined;
  return dayOfWeek(Number(weekYear), Number(week), Number(weekday));
}

/** Seconds of the day in UTC: beyond its ends where the offset carries it. */
function parseTime(text: string): Instant | undefined {
  const offsetAt = text.search(/[-+Z]/);
  if (offsetAt < 0) return clockOfDay(parseClock(text));
  const written = text.slice(0, offsetAt).replace(BEHIND_DECIMALS, '$1');
  const clock = clockOfDay(parseClock(written) ?? parseClock(withoutStray(written)));
  const offset = text[offsetAt] === 'Z' ? undefined : parseClock(text.slice(offsetAt + 1));
  if (clock === undefined || offset === undefined) return undefined;
  const sign = text[offsetAt] === '-' ? -1 : 1;
  return withOffset(clock, offset, sign);
}

/** One stray ASCII character before the offset goes unnoticed, unless it stands behind decimals. */
const withoutStray = (clock: string): string =>
  /^\d\d(?::?\d\d){0,2}[\0-\x7f]$/.test(clock) ? clock.slice(0, -1) : '';

function withOffset(clock: Clock, offset: Clock, sign: number): Instant | undefined {
  if (offset.seconds >= DAY_SECONDS) return undefined;
  // An offset below a second is none.
  const microseconds = offset.seconds === 0 ? 0 : offset.microseconds;
  return {
    seconds: clock.seconds - sign * offset.seconds,
    microseconds: clock.microseconds - sign * microseconds,
  };
}

interface Clock extends Instant {
  readonly inDay: boolean;
}

const clockOfDay = (clock: Clock | undefined): Clock | undefined =>
  clock?.inDay === true ? clock : undefined;

function parseClock(text: string): Clock | undefined {
  const found = CLOCK.exec(text);
  if (found === null) return undefined;
  const [, hours, ...parts] = found;
  const [minutes, seconds, afterColon, minutes2, seconds2, afterSeconds, decimals] = parts;
  const hour = Number(hours);
  const minute = Number(minutes ?? minutes2 ?? 0);
  const second = Number(seconds ?? seconds2 ?? 0);
  const fraction = afterColon ?? afterSeconds ?? decimals ?? '';
  return {
    seconds: 3600 * hour + 60 * minute + second,
    microseconds: Number(fraction.slice(0, 6).padEnd(6, '0')),
    inDay: hour <= 23 && minute <= 59 && second <= 59,
  };
}

function normal(seconds: number, microseconds: number): Instant {
  const carry = Math.floor(microseconds / 1e6);
  return { seconds: seconds + carry, microseconds: microseconds - carry * 1e6 };
}

/**
 * `YYYY-MM-DDTHH:MM:SSZ`, as nearly every file has it, in a fraction of the time: bars are many.
 * Undefined where the text is anything else.
 */
function usualTimestamp(text: string): number | undefined {
  if (text.length !== 20 || text[10] !== 'T' || text[19] !== 'Z') return undefined;
  if (text[4] !== '-' || text[7] !== '-' || text[13] !== ':' || text[16] !== ':') return undefined;
  const year = 100 * twoDigits(text, 0) + twoDigits(text, 2);
  const month = twoDigits(text, 5);
  const day = twoDigits(text, 8);
  const hour = twoDigits(text, 11);
  const minute = twoDigits(text, 14);
  const second = twoDigits(text, 17);
  // Comparisons with the NaN of what is no digit are false.
  if (!(hour <= 23 && minute <= 59 && second <= 59) || !isDay(year, month, day)) return undefined;
  return dayNumber(year, month, day) * DAY_SECONDS + 3600 * hour + 60 * minute + second;
}

function twoDigits(text: string, at: number): number {
  const tens = text.charCodeAt(at) - 48;
  const ones = text.charCodeAt(at + 1) - 48;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? 10 * tens + ones : Number.NaN;
}
