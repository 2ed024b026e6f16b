import type { JsonValue } from '../scoring/compat/json-value.ts';

export type { JsonValue };

/**
 * One bar of a scenario file as it is written there: `timestamp`, `symbol`, `ohlcv`, `indicators`,
 * `market_metrics`. The original checks nothing of it, so the compatible engine may not either.
 */
export type MarketState = { readonly [key: string]: JsonValue };

/** A stretch of market history to trade. Prices in quote currency, volumes in base units. */
export interface Scenario {
  /** "1m", "4h" …; null where the file says nothing. */
  readonly timeframe: string | null;
  readonly states: readonly MarketState[];
}
