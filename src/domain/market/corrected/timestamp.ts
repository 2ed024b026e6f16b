const ISO_TIME =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(Z|[+-]\d{2}:?\d{2})?)?$/;
const MINUTE_MS = 60_000;

/** Milliseconds since 1970 of an ISO 8601 time, without an offset in UTC; undefined for other text. */
export function timestampMs(text: string): number | undefined {
  const parts = ISO_TIME.exec(text.trim());
  if (parts === null) return undefined;
  const [year, month, day, hour, minute, second] = parts
    .slice(1, 7)
    .map((part) => Number(part ?? 0)) as [number, number, number, number, number, number];
  const fraction = Number(`0.${parts[7] ?? 0}`);
  const local = Date.UTC(year, month - 1, day, hour, minute, second);
  // Date.UTC carries over what does not exist, such as 31 April.
  const written = new Date(local);
  const exists =
    written.getUTCMonth() === month - 1 && written.getUTCDate() === day && hour < 24 && minute < 60;
  return exists && second < 60
    ? local + Math.floor(1000 * fraction) - offsetMs(parts[8])
    : undefined;
}

function offsetMs(offset: string | undefined): number {
  if (offset === undefined || offset === 'Z') return 0;
  const minutes = 60 * Number(offset.slice(1, 3)) + Number(offset.slice(-2));
  return (offset.startsWith('-') ? -minutes : minutes) * MINUTE_MS;
}
