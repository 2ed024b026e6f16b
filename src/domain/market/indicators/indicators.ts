import { atr, type PriceSeries } from './atr.ts';
import { ema } from './ema.ts';
import { macd } from './macd.ts';
import { rsi } from './rsi.ts';
import type { Series } from './series.ts';

/** The indicators of a scenario's bars, under the names its files use. */
export interface Indicators {
  readonly ema_20: Series;
  readonly ema_50: Series;
  readonly rsi: Series;
  readonly macd: Series;
  readonly atr: Series;
}

/** Bars before the first one at which every indicator is defined. */
export const WARM_UP_BARS = 49;

const WILDER_PERIOD = 14;

/** Computed from the bars given and nothing before them. */
export const indicatorsOf = (prices: PriceSeries): Indicators => ({
  ema_20: ema(prices.closes, 20),
  ema_50: ema(prices.closes, WARM_UP_BARS + 1),
  rsi: rsi(prices.closes, WILDER_PERIOD),
  macd: macd(prices.closes),
  atr: atr(prices, WILDER_PERIOD),
});

/** The values of one bar. */
export const indicatorsAt = (
  indicators: Indicators,
  bar: number,
): Record<keyof Indicators, number> => ({
  ema_20: indicators.ema_20[bar] as number,
  ema_50: indicators.ema_50[bar] as number,
  rsi: indicators.rsi[bar] as number,
  macd: indicators.macd[bar] as number,
  atr: indicators.atr[bar] as number,
});
