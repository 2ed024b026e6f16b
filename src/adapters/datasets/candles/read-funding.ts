import { DatasetIntegrityError } from '../../../domain/errors.ts';
import type { FundingRate } from '../../../domain/market/kline.ts';
import { timeAt } from './read-klines.ts';
import { Columns, numberAt, type TextTable } from './table.ts';

/** Columns of Binance's monthly files. */
const UNNAMED = ['calc_time', 'funding_interval_hours', 'last_funding_rate'];
const TIME = ['calc_time', 'funding_time', 'fundingtime', 'timestamp', 'time'];
const RATE = ['last_funding_rate', 'funding_rate', 'fundingrate', 'rate'];

/** Funding rates in order of time. @throws DatasetIntegrityError naming file, line and column. */
export function readFunding(table: TextTable): readonly FundingRate[] {
  const columns = new Columns(table, UNNAMED);
  const [time, rate] = [columns.require(TIME), columns.require(RATE)];
  const rates = table.rows.map((row) => ({
    time: timeAt(table, row, time),
    rate: numberAt(table, row, rate),
  }));
  const late = rates.findIndex(({ time: at }, row) => row > 0 && at <= (rates[row - 1]?.time ?? 0));
  if (late === -1) return rates;
  throw new DatasetIntegrityError(
    `${table.file}, ${table.rows[late]?.place}: is not after the rate before it: sort the rates by time, each once`,
  );
}
