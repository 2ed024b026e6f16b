import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { indicatorsOf } from '../../src/domain/market/indicators/indicators.ts';
import type { Kline } from '../../src/domain/market/kline.ts';
import { statesFromKlines } from '../../src/domain/market/scenarios/states-from-klines.ts';
import { annualisationFactor, timeframeMinutes } from '../../src/domain/market/timeframe.ts';
import { isoTime } from '../../src/domain/market/windows/iso-time.ts';
import { selectWindows } from '../../src/domain/market/windows/select-windows.ts';

interface Vectors {
  readonly timeframes: readonly {
    readonly timeframe: string | null;
    readonly minutes: { readonly out: number | null };
    readonly factor: { readonly out: number };
  }[];
  readonly windows: readonly {
    readonly args: {
      readonly master_seed: number;
      readonly window_count: number;
      readonly symbols: readonly string[];
      readonly date_range: readonly [string, string];
      readonly min_bars: number;
      readonly max_bars: number;
    };
    readonly windows: readonly {
      readonly scenario_id: string;
      readonly symbol: string;
      readonly start: string;
      readonly end: string;
      readonly bars: number;
      readonly window_index: number;
    }[];
  }[];
}
type Column = readonly (number | null)[];
interface IndicatorVectors {
  readonly rows: readonly (Record<'open' | 'high' | 'low' | 'close' | 'volume', number> & {
    readonly timestamp: string;
    readonly quote_volume: number;
    readonly trade_count: number;
  })[];
  readonly funding: readonly { readonly timestamp: string; readonly funding_rate: number }[];
  readonly ema20: Column;
  readonly ema50: Column;
  readonly rsi14: Column;
  readonly macd: Column;
  readonly atr14: Column;
  readonly states: readonly object[];
}

const read = (name: string) =>
  JSON.parse(readFileSync(new URL(`../fixtures/market/${name}.json`, import.meta.url), 'utf8'));
const vectors: Vectors = read('scenarios');
const history: IndicatorVectors = read('indicators');

test.each(vectors.timeframes)(
  'timeframe "$timeframe" has the original’s minutes and annualisation',
  ({ timeframe, minutes, factor }) => {
    expect(timeframeMinutes(timeframe)).toBe(minutes.out);
    expect(annualisationFactor(timeframe)).toBe(factor.out);
  },
);

const seconds = (time: string) => Date.parse(time) / 1000;

test.each(vectors.windows)(
  'the hidden windows of seed $args.master_seed are the original’s',
  ({ args, windows }) => {
    const drawn = selectWindows({
      masterSeed: args.master_seed,
      count: args.window_count,
      symbols: args.symbols,
      range: [seconds(args.date_range[0]), seconds(args.date_range[1])],
      minBars: args.min_bars,
      maxBars: args.max_bars,
    });
    expect(
      drawn.map(({ id, symbol, start, end, bars, index }) => ({
        scenario_id: id,
        symbol,
        start: isoTime(start),
        end: isoTime(end),
        bars,
        window_index: index,
      })),
    ).toEqual(windows);
  },
);

const klines: readonly Kline[] = history.rows.map(
  ({ timestamp, quote_volume, trade_count, ...candle }) => ({
    ...candle,
    openTime: Date.parse(timestamp),
    quoteVolume: quote_volume,
    trades: trade_count,
  }),
);

test('every indicator has the original’s value at every bar, bit for bit', () => {
  const indicators = indicatorsOf({
    highs: klines.map(({ high }) => high),
    lows: klines.map(({ low }) => low),
    closes: klines.map(({ close }) => close),
  });
  const column = (values: ArrayLike<number>) =>
    Array.from(values, (value) => (Number.isNaN(value) ? null : value));
  expect(column(indicators.ema_20)).toEqual(history.ema20);
  expect(column(indicators.ema_50)).toEqual(history.ema50);
  expect(column(indicators.rsi)).toEqual(history.rsi14);
  expect(column(indicators.macd)).toEqual(history.macd);
  expect(column(indicators.atr)).toEqual(history.atr14);
});

test('candles and funding rates become the original’s states', () => {
  const funding = history.funding.map(({ timestamp, funding_rate }) => ({
    time: Date.parse(timestamp),
    rate: funding_rate,
  }));
  expect(statesFromKlines({ symbol: 'BTCUSDT', klines, funding })).toEqual(history.states);
});
