import { DatasetIntegrityError } from '../../errors.ts';
import type { JsonValue, MarketState } from '../scenario.ts';
import { timestampMs } from './timestamp.ts';

/**
 * A bar of the file, before striding; how long it lasts shows only beside the next one. Prices in
 * quote currency, volume in base units.
 */
export interface ReadBar {
  /** Opening time as the scenario writes it. */
  readonly timestamp: string;
  readonly timeMs: number;
  readonly symbol: string;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
  /** Fraction of the notional per funding interval, as quoted when the bar closes. */
  readonly fundingRate: number;
}

/** Prices beyond these bounds are no prices, and their squares and quotients stay finite within. */
const PRICE_MIN = 1e-12;
const PRICE_MAX = 1e12;
const VOLUME_MAX = 1e18;

/** @throws DatasetIntegrityError naming bar and key when the bar cannot be traded. */
export function readBar(state: MarketState, index: number, scenarioId: string): ReadBar {
  const refuse = (key: string, found: unknown, wanted: string): never => {
    throw new DatasetIntegrityError(
      `scenario "${scenarioId}": bar ${index}: ${key} is ${JSON.stringify(found) ?? 'missing'}: ${wanted}`,
      { scenarioId, bar: index, key },
    );
  };
  const ohlcv = objectOf(state.ohlcv) ?? refuse('ohlcv', state.ohlcv, 'write an object');
  const number = (key: string, min: number, max: number): number => {
    const value = ohlcv[key];
    return typeof value === 'number' && value >= min && value <= max
      ? value
      : refuse(`ohlcv.${key}`, value, `write a number from ${min} to ${max}`);
  };
  const price = (key: string): number => number(key, PRICE_MIN, PRICE_MAX);
  const [open, high, low, close] = [price('open'), price('high'), price('low'), price('close')];
  if (high < Math.max(open, close)) {
    refuse('ohlcv.high', high, `it must not be below open ${open} or close ${close}`);
  }
  if (low > Math.min(open, close)) {
    refuse('ohlcv.low', low, `it must not be above open ${open} or close ${close}`);
  }
  const { timestamp, symbol } = state;
  const timeMs = typeof timestamp === 'string' ? timestampMs(timestamp) : undefined;
  return {
    timestamp: timestamp as string,
    timeMs: timeMs ?? refuse('timestamp', timestamp, 'write an ISO 8601 time'),
    symbol: typeof symbol === 'string' ? symbol : refuse('symbol', symbol, 'write a text'),
    open,
    high,
    low,
    close,
    volume: number('volume', 0, VOLUME_MAX),
    fundingRate: readFundingRate(state.market_metrics, refuse),
  };
}

/** A market without the key has no funding; a key that holds anything but a rate is an error. */
function readFundingRate(
  metrics: JsonValue | undefined,
  refuse: (key: string, found: unknown, wanted: string) => never,
): number {
  if (metrics === undefined) return 0;
  const rate = (objectOf(metrics) ?? refuse('market_metrics', metrics, 'write an object'))
    .funding_rate;
  if (rate === undefined) return 0;
  return typeof rate === 'number' && Math.abs(rate) < 1
    ? rate
    : refuse('market_metrics.funding_rate', rate, 'write a fraction between -1 and 1');
}

const objectOf = (
  value: JsonValue | undefined,
): { readonly [key: string]: JsonValue } | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as { readonly [key: string]: JsonValue })
    : undefined;
