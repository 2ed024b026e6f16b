import { DatasetIntegrityError } from '../errors.ts';

const MINUTES_PER_UNIT: Readonly<Record<string, number>> = { m: 1, h: 60, d: 1440 };
/** What Python's int() reads, in ASCII. */
const WHOLE_NUMBER = /^\s*[+-]?\d+(?:_\d+)*\s*$/;
const MINUTES_PER_YEAR = 525_600;

/**
 * Minutes of "15m", "4h" or "1d", read as the original reads them: blanks and case do not matter,
 * so "1M" is a minute. Null for every other unit.
 * @throws DatasetIntegrityError for a known unit without a whole number, where the original raises.
 */
export function timeframeMinutes(timeframe: string | null): number | null {
  const text = timeframe?.trim().toLowerCase() ?? '';
  const minutes = MINUTES_PER_UNIT[text.slice(-1)];
  if (minutes === undefined) return null;
  const count = text.slice(0, -1);
  if (!WHOLE_NUMBER.test(count)) {
    throw new DatasetIntegrityError(
      `timeframe "${timeframe}" is no whole number of minutes, hours or days: write it like 15m, 4h or 1d`,
    );
  }
  return Number(count.replaceAll('_', '')) * minutes;
}

/** The timeframe of every `stride`-th bar; one that says nothing stays as it is. */
export function strideTimeframe(timeframe: string | null, stride: number): string | null {
  const minutes = timeframeMinutes(timeframe);
  return minutes && stride > 1 ? `${minutes * stride}m` : timeframe;
}

/** Square root of the bars in a year of 365 days, at least 1; 1 where the timeframe says nothing. */
export function annualisationFactor(timeframe: string | null): number {
  const minutes = timeframeMinutes(timeframe);
  return minutes === null || minutes <= 0 ? 1 : Math.sqrt(Math.max(MINUTES_PER_YEAR / minutes, 1));
}
