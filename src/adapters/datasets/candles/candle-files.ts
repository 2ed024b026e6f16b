import { basename, extname, join } from 'node:path';
import { DatasetIntegrityError } from '../../../domain/errors.ts';
import { byBytes } from '../../../domain/market/scenarios/choose-folders.ts';
import type { ReadableFiles } from '../dataset-files.ts';
import { csvTable } from './csv-table.ts';
import type { TextTable } from './table.ts';

const EXTENSIONS: readonly string[] = ['.csv', '.parquet'];
const FUNDING_NAME = /funding/i;
/** `BTCUSDT-1m-2024-01.csv`, `BTCUSDT-fundingRate-2024-01.csv` */
const EXCHANGE_NAME = /^([A-Za-z0-9]+)-(\d+[mhd])?/;

/** What the name of an exchange's file says. */
export interface FileName {
  readonly symbol: string | undefined;
  readonly timeframe: string | undefined;
}

/**
 * The tables at a path, in the order of their names: one file, or all of a folder. Empty where
 * there are none.
 */
export async function tableFiles(files: ReadableFiles, path: string): Promise<readonly string[]> {
  const entries = await files.list(path);
  if (entries === undefined) return isTable(path) ? [path] : [];
  return entries
    .filter(({ name, kind }) => kind === 'file' && isTable(name))
    .map(({ name }) => join(path, name))
    .sort(byBytes);
}

/** Of the tables those that hold candles: funding rates may lie beside them. */
export const candleFiles = (tables: readonly string[]): readonly string[] =>
  tables.filter((file) => !FUNDING_NAME.test(basename(file)));

export const isTable = (path: string): boolean => EXTENSIONS.includes(extname(path).toLowerCase());

export function readFileName(file: string): FileName {
  const [, symbol, timeframe] = EXCHANGE_NAME.exec(basename(file)) ?? [];
  return { symbol, timeframe };
}

/** @throws DatasetIntegrityError for a file that is no table. */
export async function readTable(files: ReadableFiles, file: string): Promise<TextTable> {
  const bytes = await files.read(file);
  if (extname(file).toLowerCase() === '.csv') {
    return csvTable(new TextDecoder().decode(bytes), file);
  }
  // Loads a database engine, which no other dataset needs.
  const { parquetRows } = await import('../../parquet/parquet-rows.ts');
  const { columns, rows } = await parquetRows(bytes).catch((error: unknown) => {
    const message = `${file} is no Parquet file: write it again, or name a CSV file`;
    throw new DatasetIntegrityError(message, {}, { cause: error });
  });
  return {
    file,
    columns,
    rows: rows.map((cells, row) => ({
      place: `row ${row + 1}`,
      cells: cells.map((cell) => cell ?? ''),
    })),
  };
}
