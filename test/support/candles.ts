/** A candle line of a generic file: its open time is a minute's position. */
export interface CandleLine {
  readonly minute: number;
  readonly close: number;
}

/** 1 May 2024, 00:00 UTC. */
export const CANDLES_START = Date.UTC(2024, 4, 1);

/** Candles of a price that swings around 100, `minutes` apart. */
export const swinging = (count: number, minutes = 1, first = 0): readonly CandleLine[] =>
  Array.from({ length: count }, (_, index) => ({
    minute: (first + index) * minutes,
    close: 100 + (((first + index) * 37) % 23) / 10,
  }));

/** Lines in Binance's columns, without a header; times in the unit of the factor. */
export const binanceCsv = (candles: readonly CandleLine[], perMs = 1): string =>
  candles
    .map(({ minute, close }) => {
      const open = (CANDLES_START + minute * 60_000) * perMs;
      return `${open},${close},${close + 1},${close - 1},${close},5.5,${open + 59_999 * perMs},550.25,12,2,200,0\n`;
    })
    .join('');

export const BINANCE_HEADER =
  'open_time,open,high,low,close,volume,close_time,quote_volume,count,taker_buy_volume,taker_buy_quote_volume,ignore\n';

/** A file with a header of its own and ISO times. */
export const genericCsv = (candles: readonly CandleLine[]): string =>
  `timestamp,open,high,low,close,volume\n${candles
    .map(({ minute, close }) => {
      const time = new Date(CANDLES_START + minute * 60_000).toISOString();
      return `${time},${close},${close + 1},${close - 1},${close},5.5\n`;
    })
    .join('')}`;
