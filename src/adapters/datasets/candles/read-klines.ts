import type { Kline } from '../../../domain/market/kline.ts';
import { readTime } from './read-time.ts';
import { badCell, Columns, numberAt, type TableRow, type TextTable } from './table.ts';

/** Columns of Binance's monthly files, which have no header before 2025. */
const BINANCE_COLUMNS = 'open_time,open,high,low,close,volume,close_time,quote_volume,count'.split(
  ',',
);
const TIME = ['open_time', 'timestamp', 'time', 'open time', 'bucket_ts', 'date'];
const QUOTE_VOLUME = ['quote_volume', 'quote_asset_volume', 'quotevolume'];
const TRADES = ['count', 'trades', 'trade_count', 'number_of_trades'];

/** A candle and where it is written. */
export interface PlacedKline {
  readonly kline: Kline;
  readonly place: string;
}

/**
 * Candles of a table, in its order. Columns are found by name; without names they are those of
 * Binance. @throws DatasetIntegrityError naming file, line and column.
 */
export function readKlines(table: TextTable): readonly PlacedKline[] {
  const columns = new Columns(table, BINANCE_COLUMNS);
  const prices = (['open', 'high', 'low', 'close', 'volume'] as const).map(
    (name) => [name, columns.require([name])] as const,
  );
  const time = columns.require(TIME);
  const quoteVolume = columns.find(QUOTE_VOLUME);
  const trades = columns.find(TRADES);
  const optional = (row: TableRow, position: number | undefined) =>
    position === undefined || position >= row.cells.length
      ? undefined
      : numberAt(table, row, position);
  return table.rows.map((row) => {
    const values = prices.map(([name, position]) => [name, numberAt(table, row, position)]);
    const quoted = optional(row, quoteVolume);
    const traded = optional(row, trades);
    const kline: Kline = {
      openTime: timeAt(table, row, time),
      ...(Object.fromEntries(values) as Record<
        'open' | 'high' | 'low' | 'close' | 'volume',
        number
      >),
      ...(quoted !== undefined && { quoteVolume: quoted }),
      ...(traded !== undefined && { trades: traded }),
    };
    refuseImpossible(table, row, kline, prices);
    return { kline, place: `${table.file}, ${row.place}` };
  });
}

/** @throws DatasetIntegrityError */
export function timeAt(table: TextTable, row: TableRow, position: number): number {
  const time = readTime(row.cells[position] ?? '');
  if (time !== undefined) return time;
  throw badCell(table, row, position, 'seconds, milli- or microseconds since 1970, or ISO 8601');
}

function refuseImpossible(
  table: TextTable,
  row: TableRow,
  { open, high, low, close, volume }: Kline,
  prices: readonly (readonly [string, number])[],
): void {
  const position = (name: string) => prices.find(([price]) => price === name)?.[1] ?? 0;
  if (low <= 0) throw badCell(table, row, position('low'), 'a price above 0');
  if (high < Math.max(open, close, low)) {
    throw badCell(table, row, position('high'), 'a high that no other price is above');
  }
  if (low > Math.min(open, close)) {
    throw badCell(table, row, position('low'), 'a low that no other price is below');
  }
  if (volume < 0) throw badCell(table, row, position('volume'), 'a volume of at least 0');
}
