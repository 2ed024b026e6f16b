/** A candle as exchanges publish them. Prices in quote currency. */
export interface Kline {
  /** Milliseconds since 1970. */
  readonly openTime: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  /** Base units. */
  readonly volume: number;
  /** Quote currency. */
  readonly quoteVolume?: number;
  readonly trades?: number;
}

/** A funding rate and the time from which on it holds, in milliseconds since 1970. */
export interface FundingRate {
  readonly time: number;
  /** Fraction of the notional an interval; longs pay it when it is positive. */
  readonly rate: number;
}
