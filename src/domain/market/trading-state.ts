/** The position that a payload shows. */
interface ShownPosition {
  /** Signed, base units: a long is positive. */
  readonly size: number;
  /** Quote currency. */
  readonly entryPrice: number;
}

/** What of a trading payload an agent computes with. Prices and money in quote currency. */
export interface TradingState {
  /** Place of the bar in its episode; null where the payload does not say. */
  readonly step: number | null;
  /** As shown, which may not be the real one. */
  readonly timestamp: string | null;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  /** Those that are finite numbers, by name. */
  readonly indicators: Readonly<Record<string, number>>;
  readonly equity: number;
  /** Null when flat. */
  readonly position: ShownPosition | null;
}

const TYPE = 'trading_decision';
/** The original writes Python's JSON, in which numbers may be none. */
const BARE_NUMBER = /(?<=[:[,]\s*)(?:NaN|-?Infinity)(?=\s*[,\]}])/g;

type Fields = Readonly<Record<string, unknown>>;

/** A message that asks for a trading decision, as sent; undefined for any other message. */
export function readTradingPayload(text: string): Fields | undefined {
  // Questions may be whole filings: they are not parsed to find out.
  if (!text.includes(TYPE)) return undefined;
  const payload = fieldsOf(parse(text) ?? parse(text.replace(BARE_NUMBER, 'null')));
  return payload.type === TYPE ? payload : undefined;
}

/** Undefined for a message that asks for no trading decision; what is missing in one counts 0. */
export function readTradingState(text: string): TradingState | undefined {
  const payload = readTradingPayload(text);
  if (payload === undefined) return undefined;
  const { step } = fieldsOf(payload.episode);
  const state = fieldsOf(payload.state);
  const { timestamp } = state;
  const bar = fieldsOf(state.ohlcv);
  const account = fieldsOf(state.account);
  return {
    step: typeof step === 'number' ? step : null,
    timestamp: typeof timestamp === 'string' ? timestamp : null,
    high: numberOf(bar.high),
    low: numberOf(bar.low),
    close: numberOf(bar.close),
    indicators: numbersOf(fieldsOf(state.indicators)),
    equity: numberOf(account.equity),
    position: positionOf(account.positions),
  };
}

function positionOf(positions: unknown): ShownPosition | null {
  if (!Array.isArray(positions) || positions.length === 0) return null;
  const { size, entry_price: entryPrice } = fieldsOf(positions[0]);
  return { size: numberOf(size), entryPrice: numberOf(entryPrice) };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const fieldsOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null ? (value as Fields) : {};

const numberOf = (value: unknown): number => (typeof value === 'number' ? value : 0);

const numbersOf = (fields: Fields): Record<string, number> =>
  Object.fromEntries(
    Object.entries(fields).filter((entry): entry is [string, number] =>
      Number.isFinite(entry[1] as number),
    ),
  );
