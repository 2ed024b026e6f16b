const OFFSET = /(?:z|[+-]\d\d(?::?\d\d)?)$/i;

/** From this many digits on a number counts microseconds, milliseconds or seconds. */
const UNITS = [
  { from: 1e14, perMs: 1000 },
  { from: 1e11, perMs: 1 },
  { from: 0, perMs: 0.001 },
] as const;

/**
 * Milliseconds since 1970 of a time as exchanges write it: a number of seconds, milliseconds or
 * microseconds, told apart by its size, or ISO 8601, in UTC unless it says otherwise.
 */
export function readTime(text: string): number | undefined {
  const trimmed = text.trim();
  if (/^\d+(?:\.\d+)?$/.test(trimmed)) return fromNumber(Number(trimmed));
  if (/^\d{4}-\d\d-\d\d$/.test(trimmed)) return Date.parse(trimmed);
  if (!/^\d{4}-\d\d-\d\d[T ]\d\d:\d\d/.test(trimmed)) return undefined;
  const time = trimmed.replace(' ', 'T').replace(/([+-]\d\d)(?::?(\d\d))?$/, withMinutes);
  const parsed = Date.parse(OFFSET.test(time) ? time : `${time}Z`);
  return Number.isNaN(parsed) ? undefined : parsed;
}

function fromNumber(value: number): number {
  const unit = UNITS.find(({ from }) => value >= from);
  return Math.floor(value / (unit?.perMs ?? 1));
}

/** `+00` and `+0000` are ISO 8601, but not what `Date.parse` reads. */
const withMinutes = (_: string, hours: string, minutes: string | undefined): string =>
  `${hours}:${minutes ?? '00'}`;
