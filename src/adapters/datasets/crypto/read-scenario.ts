import { DatasetIntegrityError } from '../../../domain/errors.ts';
import type { MarketState, Scenario } from '../../../domain/market/scenario.ts';
import { timeframeMinutes } from '../../../domain/market/timeframe.ts';

export interface ScenarioText {
  /** `market_data.json`, or the like. */
  readonly file: string;
  readonly text: string;
  /** `metadata.json`; it replaces what the data file says of itself. */
  readonly metadata?: { readonly file: string; readonly text: string };
}

/** A scenario and the name its metadata gives it. */
export interface ReadScenario {
  readonly scenario: Scenario;
  readonly name: string | undefined;
}

/**
 * Reads a scenario of the original: an object with `market_states`, a list of bars. The bars are
 * taken as they are written. @throws DatasetIntegrityError naming file and key.
 */
export function readScenario({ file, text, metadata }: ScenarioText): ReadScenario {
  const data = parseObject(file, text);
  const said = metadata ? parseObject(metadata.file, metadata.text) : metadataOf(data, file);
  const states = statesOf(data, file);
  const timeframe = timeframeOf(said, metadata?.file ?? file);
  const name = typeof said.name === 'string' && said.name !== '' ? said.name : undefined;
  return { scenario: { timeframe, states }, name };
}

type JsonObject = Readonly<Record<string, unknown>>;

function metadataOf(data: JsonObject, file: string): JsonObject {
  const { metadata } = data;
  if (metadata === undefined || metadata === null) return {};
  if (isObject(metadata)) return metadata;
  throw new DatasetIntegrityError(`${file}: "metadata" is no object: write {} or leave it out`);
}

function statesOf({ market_states: states }: JsonObject, file: string): readonly MarketState[] {
  if (!Array.isArray(states) || states.length === 0) {
    throw new DatasetIntegrityError(
      `${file}: "market_states" is ${Array.isArray(states) ? 'empty' : 'no list'}: a scenario is an object whose "market_states" lists its bars`,
    );
  }
  const wrong = states.findIndex((state) => !isObject(state));
  if (wrong === -1) return states as readonly MarketState[];
  throw new DatasetIntegrityError(
    `${file}: market_states[${wrong}] is no object: a bar holds timestamp, symbol, ohlcv, indicators and market_metrics`,
  );
}

function timeframeOf({ timeframe }: JsonObject, file: string): string | null {
  if (timeframe === undefined || timeframe === null) return null;
  if (typeof timeframe !== 'string') {
    throw new DatasetIntegrityError(
      `${file}: "timeframe" is ${JSON.stringify(timeframe)}: write text such as "1m"`,
    );
  }
  try {
    timeframeMinutes(timeframe);
  } catch (error) {
    if (!(error instanceof DatasetIntegrityError)) throw error;
    throw new DatasetIntegrityError(`${file}: ${error.message}`, {}, { cause: error });
  }
  return timeframe;
}

function parseObject(file: string, text: string): JsonObject {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new DatasetIntegrityError(`${file} is not JSON: ${reason}`, {}, { cause: error });
  }
  if (isObject(value)) return value;
  throw new DatasetIntegrityError(`${file} holds no JSON object: a scenario is an object`);
}

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
