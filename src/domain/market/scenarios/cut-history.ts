import type { MarketState, Scenario } from '../scenario.ts';
import { selectWindows, type WindowDraw } from '../windows/select-windows.ts';
import { type SymbolHistory, statesFromKlines } from './states-from-klines.ts';

/** A symbol's candles, one every `minutes`. */
export interface CandleHistory extends SymbolHistory {
  readonly timeframe: string;
}

/** A scenario and the name it goes by. */
export interface NamedScenario {
  readonly id: string;
  readonly scenario: Scenario;
}

/** The whole history as one scenario; none when it is all warm-up. */
export function wholeHistory(history: CandleHistory): readonly NamedScenario[] {
  const states = statesFromKlines(history);
  const { timeframe } = history;
  return states.length === 0 ? [] : [{ id: nameOf(history), scenario: { timeframe, states } }];
}

/**
 * Scenarios of `bars` states each, one after another, named by their first bar. The indicators go
 * on from one to the next; what is left at the end is too short and is left out.
 */
export function equalParts(history: CandleHistory, bars: number): readonly NamedScenario[] {
  const states = statesFromKlines(history);
  return Array.from({ length: Math.floor(states.length / bars) }, (_, part) => {
    const own = states.slice(part * bars, (part + 1) * bars);
    const id = `${nameOf(history)}_${firstTime(own)}`;
    return { id, scenario: { timeframe: history.timeframe, states: own } };
  });
}

/** The original's hidden windows; the indicators of each see nothing before it. */
export function hiddenWindows(
  histories: ReadonlyMap<string, CandleHistory>,
  draw: Omit<WindowDraw, 'available'>,
): readonly NamedScenario[] {
  const available = (symbol: string) => {
    const klines = histories.get(symbol)?.klines;
    const [first, last] = [klines?.at(0)?.openTime, klines?.at(-1)?.openTime];
    return first === undefined || last === undefined
      ? undefined
      : ([first / 1000, last / 1000] as const);
  };
  return selectWindows({ ...draw, available }).flatMap(({ id, symbol, start, end }) => {
    const history = histories.get(symbol);
    if (history === undefined) return [];
    const klines = history.klines.filter(
      ({ openTime }) => openTime >= start * 1000 && openTime <= end * 1000,
    );
    const states = statesFromKlines({ ...history, klines });
    const { timeframe } = history;
    return states.length === 0 ? [] : [{ id, scenario: { timeframe, states } }];
  });
}

const nameOf = ({ symbol, timeframe }: CandleHistory): string =>
  `${symbol.toLowerCase()}_${timeframe}`;

/** `20240501T0349` */
const firstTime = (states: readonly MarketState[]): string =>
  String(states[0]?.timestamp).slice(0, 16).replaceAll(/[-:]/g, '');
