import {
  type Indicators,
  indicatorsAt,
  indicatorsOf,
  WARM_UP_BARS,
} from '../indicators/indicators.ts';
import type { FundingRate, Kline } from '../kline.ts';
import type { MarketState } from '../scenario.ts';
import { isoTime } from '../windows/iso-time.ts';

export interface SymbolHistory {
  readonly symbol: string;
  /** In order of time, without gaps. */
  readonly klines: readonly Kline[];
  /** In order of time. */
  readonly funding: readonly FundingRate[];
}

/**
 * The states of a scenario: a candle each, from the first one on at which every indicator is
 * defined. The 49 candles before it only feed the indicators.
 */
export function statesFromKlines({
  symbol,
  klines,
  funding,
}: SymbolHistory): readonly MarketState[] {
  const indicators = indicatorsOf({
    highs: klines.map(({ high }) => high),
    lows: klines.map(({ low }) => low),
    closes: klines.map(({ close }) => close),
  });
  const rateAt = fundingReader(funding);
  return klines.flatMap((kline, bar) => {
    const rate = rateAt(kline.openTime);
    return bar < WARM_UP_BARS ? [] : [stateOf(symbol, kline, { indicators, bar, rate })];
  });
}

interface Beside {
  readonly indicators: Indicators;
  readonly bar: number;
  readonly rate: number;
}

function stateOf(symbol: string, kline: Kline, { indicators, bar, rate }: Beside): MarketState {
  const { open, high, low, close, volume, quoteVolume, trades } = kline;
  return {
    timestamp: isoTime(kline.openTime / 1000),
    symbol,
    ohlcv: {
      ...{ open, high, low, close, volume },
      ...(quoteVolume !== undefined && { quoteVolume }),
      ...(trades !== undefined && { trades }),
    },
    indicators: { ...indicatorsAt(indicators, bar) },
    market_metrics: { funding_rate: rate, open_interest: 0 },
  };
}

/** The rate that holds at a time, 0 before the first one; asked for in order of time. */
function fundingReader(funding: readonly FundingRate[]): (time: number) => number {
  let next = 0;
  let rate = 0;
  return (time) => {
    for (
      let later = funding[next];
      later !== undefined && later.time <= time;
      later = funding[next]
    ) {
      rate = later.rate;
      next += 1;
    }
    return rate;
  };
}
