import { GENERATED_BARS_DEFAULT, type GeneratedTimeframe, type ScenarioRecipe } from './recipe.ts';

/** Three rounds of the four timeframes, so that the first scenarios of any number are mixed. */
const TIMEFRAMES = ['5m', '1h', '1m', '15m'] as const satisfies readonly GeneratedTimeframe[];
const ROUNDS = 3;
const SEED = 2027;

/**
 * The set that eval configs name with `scenarios: shipped`. It never changes: scores on it stay
 * comparable between releases, and a test holds its hash.
 */
export const SHIPPED_SCENARIOS: readonly ScenarioRecipe[] = Array.from({ length: ROUNDS }).flatMap(
  (_, round) =>
    TIMEFRAMES.map((timeframe, place) => ({
      id: `scenario_shipped_${String(round * TIMEFRAMES.length + place + 1).padStart(2, '0')}`,
      seed: SEED,
      timeframe,
      bars: GENERATED_BARS_DEFAULT,
    })),
);
