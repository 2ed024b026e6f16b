import { type Indicators, indicatorsOf } from '../indicators/indicators.ts';
import type { Bar } from './bar.ts';
import type { EpisodeMarket } from './episode-market.ts';
import { type Mask, shownNumber } from './mask.ts';

/** A bar as the agent sees it; indicators are null until they have seen enough bars. */
export interface ShownState {
  readonly timestamp: string;
  readonly symbol: string;
  readonly ohlcv: Readonly<Record<'open' | 'high' | 'low' | 'close' | 'volume', number>>;
  readonly indicators: Readonly<Record<keyof Indicators, number | null>>;
  readonly market_metrics: { readonly funding_rate: number };
}

/** Indicators are computed from the bars of this episode, whatever the scenario says of them. */
export function shownStates(market: EpisodeMarket): readonly ShownState[] {
  const { bars, mask } = market;
  const indicators = indicatorsOf({
    highs: bars.map(({ high }) => high),
    lows: bars.map(({ low }) => low),
    closes: bars.map(({ close }) => close),
  });
  return bars.map((bar, step) => showBar(bar, indicators, step, mask));
}

function showBar(bar: Bar, indicators: Indicators, step: number, mask: Mask): ShownState {
  const price = (value: number): number => shownNumber(value * mask.priceFactor);
  const defined = (value: number | undefined, show: (value: number) => number): number | null =>
    value === undefined || Number.isNaN(value) ? null : show(value);
  return {
    timestamp: new Date(bar.timeMs + mask.timeShiftMs).toISOString(),
    symbol: mask.symbol ?? bar.symbol,
    ohlcv: {
      open: price(bar.open),
      high: price(bar.high),
      low: price(bar.low),
      close: price(bar.close),
      volume: shownNumber(bar.volume / mask.priceFactor),
    },
    indicators: {
      ema_20: defined(indicators.ema_20[step], price),
      ema_50: defined(indicators.ema_50[step], price),
      rsi: defined(indicators.rsi[step], shownNumber),
      macd: defined(indicators.macd[step], price),
      atr: defined(indicators.atr[step], price),
    },
    market_metrics: { funding_rate: shownNumber(bar.fundingRate) },
  };
}
