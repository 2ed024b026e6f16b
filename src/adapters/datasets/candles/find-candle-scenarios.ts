import { ConfigurationError } from '../../../domain/errors.ts';
import { WARM_UP_BARS } from '../../../domain/market/indicators/indicators.ts';
import {
  type CandleHistory,
  equalParts,
  hiddenWindows,
  type NamedScenario,
  wholeHistory,
} from '../../../domain/market/scenarios/cut-history.ts';
import { suggestion } from '../../../domain/suggestion.ts';
import type { ReadableFiles } from '../dataset-files.ts';
import { type CandleSelection, readHistories } from './read-histories.ts';
import { readTime } from './read-time.ts';

interface WindowChoice {
  readonly seed: number;
  readonly count: number;
  readonly symbols: readonly string[];
  /** Dates or times, as the eval config writes them. */
  readonly from: string;
  readonly to: string;
  readonly minBars: number;
  readonly maxBars: number;
}

/** How candles become scenarios. */
export type Cut =
  | { readonly kind: 'whole' }
  | { readonly kind: 'parts'; readonly bars: number }
  | { readonly kind: 'windows'; readonly windows: WindowChoice };

export interface CandleScenarios extends CandleSelection {
  readonly cut: Cut;
  /** Names to take; all unless given. */
  readonly named: readonly string[] | undefined;
}

/** Scenarios of the candles in files. @throws ConfigurationError | DatasetIntegrityError */
export async function findCandleScenarios(
  files: ReadableFiles,
  request: CandleScenarios,
): Promise<readonly NamedScenario[]> {
  const histories = await readHistories(files, request);
  const found = cutHistories(histories, request.cut);
  if (found.length === 0) throw tooShort(histories, request.cut);
  const { named } = request;
  const ids = found.map(({ id }) => id);
  const unknown = named?.find((name) => !ids.includes(name));
  if (unknown !== undefined) {
    throw new ConfigurationError(
      `crypto dataset: scenarios: the candles give no "${unknown}"${suggestion(unknown, ids)}; they give ${ids[0]} to ${ids.at(-1)}`,
    );
  }
  return found.filter(({ id }) => named?.includes(id) ?? true);
}

function cutHistories(
  histories: ReadonlyMap<string, CandleHistory>,
  cut: Cut,
): readonly NamedScenario[] {
  switch (cut.kind) {
    case 'whole':
      return [...histories.values()].flatMap(wholeHistory);
    case 'parts':
      return [...histories.values()].flatMap((history) => equalParts(history, cut.bars));
    case 'windows':
      return windowsOf(histories, cut.windows);
  }
}

function windowsOf(
  histories: ReadonlyMap<string, CandleHistory>,
  { seed, count, symbols, from, to, minBars, maxBars }: WindowChoice,
): readonly NamedScenario[] {
  const missing = symbols.find((symbol) => histories.get(symbol)?.timeframe !== '1m');
  if (missing !== undefined) {
    throw new ConfigurationError(
      `crypto dataset: symbols: there are no 1m candles of ${missing}, and hidden windows are counted in minutes; path has ${[...histories.values()].map((each) => `${each.symbol} ${each.timeframe}`).join(', ')}`,
    );
  }
  const range = [secondsOf('date_range_start', from), secondsOf('date_range_end', to)] as const;
  try {
    return hiddenWindows(histories, {
      ...{ masterSeed: seed, count, symbols, range, minBars, maxBars },
    });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new ConfigurationError(`crypto dataset: date_range_start: ${error.message}`);
  }
}

function secondsOf(key: string, text: string): number {
  const time = readTime(text);
  if (time !== undefined) return time / 1000;
  throw new ConfigurationError(`crypto dataset: ${key} "${text}" is no date: write YYYY-MM-DD`);
}

function tooShort(histories: ReadonlyMap<string, CandleHistory>, cut: Cut): ConfigurationError {
  const counts = [...histories.values()].map((each) => `${each.klines.length} of ${each.symbol}`);
  const wanted = cut.kind === 'parts' ? cut.bars : 1;
  return new ConfigurationError(
    `crypto dataset: there are too few candles (${counts.join(', ')}): the first ${WARM_UP_BARS} only feed the indicators, and a scenario takes ${wanted} more at least`,
  );
}
