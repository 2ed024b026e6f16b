import { ConfigurationError, DatasetIntegrityError } from '../../../domain/errors.ts';
import type { FundingRate } from '../../../domain/market/kline.ts';
import type { CandleHistory } from '../../../domain/market/scenarios/cut-history.ts';
import { timeframeMinutes } from '../../../domain/market/timeframe.ts';
import type { ReadableFiles } from '../dataset-files.ts';
import { candleFiles, readFileName, readTable, tableFiles } from './candle-files.ts';
import { checkSeries } from './check-series.ts';
import { readFunding } from './read-funding.ts';
import { type PlacedKline, readKlines } from './read-klines.ts';

export interface CandleSelection {
  readonly tables: readonly string[];
  /** Where the names of files do not say it. */
  readonly symbol: string | undefined;
  readonly timeframe: string | undefined;
  readonly fundingPath: string | undefined;
}

/**
 * Candles by symbol; files of one symbol continue each other in the order of their names.
 * @throws ConfigurationError | DatasetIntegrityError naming file, line and key.
 */
export async function readHistories(
  files: ReadableFiles,
  selection: CandleSelection,
): Promise<ReadonlyMap<string, CandleHistory>> {
  const { timeframe } = selection;
  const named = candleFiles(selection.tables).map((file) => ({
    file,
    symbol: symbolOf(file, selection.symbol),
    timeframe: timeframe ?? readFileName(file).timeframe,
  }));
  const funding = await readFundingFiles(files, selection);
  const histories = new Map<string, CandleHistory>();
  for (const [symbol, parts] of Map.groupBy(named, (part) => part.symbol)) {
    const placed: PlacedKline[] = [];
    for (const { file } of parts) placed.push(...readKlines(await readTable(files, file)));
    const said = sameTimeframe(symbol, [...new Set(parts.map((part) => part.timeframe))]);
    const bar = said ?? spacing(placed, symbol);
    const klines = checkSeries(placed, (timeframeMinutes(bar) ?? 0) * 60_000);
    const rates = funding.get(symbol) ?? [];
    histories.set(symbol, { symbol, timeframe: bar, klines, funding: rates });
  }
  refuseStrayFunding(funding, histories, selection);
  return histories;
}

async function readFundingFiles(
  files: ReadableFiles,
  { fundingPath, symbol }: CandleSelection,
): Promise<ReadonlyMap<string, readonly FundingRate[]>> {
  const bySymbol = new Map<string, readonly FundingRate[]>();
  if (fundingPath === undefined) return bySymbol;
  const tables = await tableFiles(files, fundingPath);
  if (tables.length === 0) {
    throw new ConfigurationError(
      `crypto dataset: funding_path ${fundingPath} holds no .csv or .parquet file`,
    );
  }
  for (const file of tables) {
    const key = symbolOf(file, symbol);
    const rates = readFunding(await readTable(files, file));
    bySymbol.set(key, [...(bySymbol.get(key) ?? []), ...rates]);
  }
  return bySymbol;
}

function symbolOf(file: string, given: string | undefined): string {
  const symbol = given ?? readFileName(file).symbol;
  if (symbol !== undefined) return symbol.toUpperCase();
  throw new ConfigurationError(
    `crypto dataset: the name of ${file} says no symbol: give "symbol", or name files like BTCUSDT-1m-2024-01.csv`,
  );
}

function sameTimeframe(symbol: string, said: readonly (string | undefined)[]): string | undefined {
  if (said.length <= 1) return said[0];
  throw new ConfigurationError(
    `crypto dataset: the files of ${symbol} are of ${said.map((each) => each ?? 'no said timeframe').join(' and ')}: keep one timeframe a symbol`,
  );
}

/** The time between the first two candles; the others must have it too. */
function spacing(placed: readonly PlacedKline[], symbol: string): string {
  const [first, second] = placed;
  const minutes = ((second?.kline.openTime ?? 0) - (first?.kline.openTime ?? 0)) / 60_000;
  if (Number.isInteger(minutes) && minutes > 0) return `${minutes}m`;
  throw new DatasetIntegrityError(
    `the candles of ${symbol} do not say how long they are: give "timeframe", such as 1m`,
  );
}

function refuseStrayFunding(
  funding: ReadonlyMap<string, unknown>,
  histories: ReadonlyMap<string, unknown>,
  { fundingPath }: CandleSelection,
): void {
  const stray = [...funding.keys()].find((symbol) => !histories.has(symbol));
  if (stray === undefined) return;
  throw new ConfigurationError(
    `crypto dataset: funding_path ${fundingPath} holds rates of ${stray}, path has candles of ${[...histories.keys()].join(', ')}: give "symbol", or name the files by their symbol`,
  );
}
