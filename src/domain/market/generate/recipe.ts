/** What fixes every byte of a generated scenario. */
export interface ScenarioRecipe {
  /** Begins with `scenario_`, so that the id of its task is the same. */
  readonly id: string;
  readonly seed: number;
  readonly timeframe: GeneratedTimeframe;
  /** States of the finished scenario. */
  readonly bars: number;
}

export const GENERATED_TIMEFRAMES = ['1m', '5m', '15m', '1h'] as const;
export type GeneratedTimeframe = (typeof GENERATED_TIMEFRAMES)[number];

/** 30 decisions at the interval of 10 bars that the shipped eval configs use. */
export const GENERATED_BARS_DEFAULT = 300;

/** Bounds of a set: enough for any comparison, and made within seconds. */
export const GENERATED_COUNT_MAX = 1000;
export const GENERATED_BARS_MAX = 100_000;

export interface ScenarioSet {
  readonly seed: number;
  readonly count: number;
  readonly bars?: number;
  /** Taken in turn; all unless given. */
  readonly timeframes?: readonly GeneratedTimeframe[];
}

/** The recipes of a set; a larger count only adds some. */
export function recipesOf({
  seed,
  count,
  bars = GENERATED_BARS_DEFAULT,
  timeframes = GENERATED_TIMEFRAMES,
}: ScenarioSet): readonly ScenarioRecipe[] {
  return Array.from({ length: count }, (_, index) => ({
    id: `scenario_s${seed}_${String(index + 1).padStart(3, '0')}`,
    seed,
    timeframe: timeframes[index % timeframes.length] ?? '1m',
    bars,
  }));
}
