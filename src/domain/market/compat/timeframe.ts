import { strip } from '../../scoring/compat/python-text.ts';
import { pythonMax } from '../python/number-order.ts';
import { PythonError } from '../python/python-error.ts';
import { requireInteger } from '../python/read-float.ts';

const MINUTES_PER_YEAR = 525_600;
const UNIT_MINUTES: Readonly<Record<string, number>> = { m: 1, h: 60, d: 1440 };

/**
 * The original's reading of "5m", "4h" or "1d"; undefined for none and for other units, 0 for "0m".
 * "1M" is a minute. @throws PythonError ValueError where no integer stands before the unit
 */
export function timeframeMinutes(timeframe: string | null): number | undefined {
  if (timeframe === null || timeframe === '') return undefined;
  const text = strip(timeframe).toLowerCase();
  const unit = UNIT_MINUTES[text.slice(-1)];
  return unit === undefined ? undefined : requireInteger(text.slice(0, -1)) * unit;
}

/** Of the bars that striding leaves, when the timeframe is known. @throws PythonError ValueError */
export function strideTimeframe(timeframe: string | null, stride: number): string | null {
  const minutes = stride > 1 ? timeframeMinutes(timeframe) : undefined;
  return minutes === undefined || minutes === 0 ? timeframe : `${minutes * stride}m`;
}

/** √(bars a year), at least 1; 1 where the timeframe is unknown. @throws PythonError */
export function annualizationFactor(timeframe: string | null): number {
  const minutes = timeframeMinutes(timeframe);
  if (minutes === undefined || minutes === 0) return 1;
  if (!Number.isFinite(minutes)) {
    throw new PythonError('OverflowError', 'int too large to convert to float');
  }
  return Math.sqrt(pythonMax(MINUTES_PER_YEAR / minutes, 1));
}
