import { DatasetIntegrityError } from '../../../domain/errors.ts';
import type { Kline } from '../../../domain/market/kline.ts';
import { isoTime } from '../../../domain/market/windows/iso-time.ts';
import type { PlacedKline } from './read-klines.ts';

/**
 * The candles, when each begins one bar after the one before it.
 * @throws DatasetIntegrityError naming file, line and what is wrong there.
 */
export function checkSeries(placed: readonly PlacedKline[], barMs: number): readonly Kline[] {
  for (const [index, { kline, place }] of placed.slice(1).entries()) {
    const before = placed[index]?.kline.openTime ?? 0;
    const step = kline.openTime - before;
    if (step !== barMs) throw new DatasetIntegrityError(`${place}: ${fault(step, barMs, before)}`);
  }
  return placed.map(({ kline }) => kline);
}

function fault(step: number, barMs: number, before: number): string {
  const after = `the candle of ${isoTime(before / 1000)}`;
  if (step === 0) return `repeats ${after}: remove one of them`;
  if (step < 0) return `lies before ${after}: sort the candles by time`;
  const missing = step / barMs - 1;
  return Number.isInteger(missing)
    ? `${missing} candles are missing after ${after}: fill them in, or cut the file there`
    : `follows ${after} by ${step / 60_000} minutes, a bar has ${barMs / 60_000}: correct "timeframe"`;
}
