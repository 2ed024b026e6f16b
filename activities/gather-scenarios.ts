import { isTable, tableFiles } from '../src/adapters/datasets/candles/candle-files.ts';
import {
  type CandleScenarios,
  type Cut,
  findCandleScenarios,
} from '../src/adapters/datasets/candles/find-candle-scenarios.ts';
import { findScenarios } from '../src/adapters/datasets/crypto/find-scenarios.ts';
import type { DatasetFiles } from '../src/adapters/datasets/dataset-files.ts';
import { type CryptoDataset, scenarioPath } from '../src/contracts/datasets/crypto.ts';
import { ConfigurationError } from '../src/domain/errors.ts';
import { generateScenario } from '../src/domain/market/generate/generate-scenario.ts';
import { recipesOf, type ScenarioRecipe } from '../src/domain/market/generate/recipe.ts';
import { SHIPPED_SCENARIOS } from '../src/domain/market/generate/shipped-scenarios.ts';
import type { NamedScenario } from '../src/domain/market/scenarios/cut-history.ts';
import { suggestion } from '../src/domain/suggestion.ts';

export interface GatheredScenarios {
  /** Where they come from, for people. */
  readonly origin: string;
  /** In the order in which they are numbered. */
  readonly scenarios: readonly NamedScenario[];
}

/** Finds or makes the scenarios of a dataset. @throws ConfigurationError | DatasetIntegrityError */
export async function gatherScenarios(
  dataset: CryptoDataset,
  files: DatasetFiles,
): Promise<GatheredScenarios> {
  const { generate, scenarios } = dataset;
  if (scenarios === 'shipped') {
    return { origin: 'shipped', scenarios: SHIPPED_SCENARIOS.map(made) };
  }
  const named = scenarios ?? undefined;
  if (generate !== undefined) {
    const { seed, count, bars, timeframes } = generate;
    const set = { seed, count, ...(bars && { bars }), ...(timeframes && { timeframes }) };
    const recipes = chooseRecipes(recipesOf(set), named);
    return { origin: `generated with seed ${seed}`, scenarios: recipes.map(made) };
  }
  const { remote_manifest: manifest } = dataset;
  if (manifest) {
    const fetched = await files.fetchScenarios({
      ...{ manifest, named, ttlHours: dataset.cache_ttl_hours },
      cacheDir: dataset.cache_dir ?? dataset.path,
      downloadOnMissing: dataset.download_on_missing,
    });
    const selection = { path: fetched.path, named: fetched.names, first: firstOf(dataset) };
    return { origin: manifest, scenarios: await findScenarios(fetched.files, selection) };
  }
  const path = scenarioPath(dataset) ?? '';
  return { origin: path, scenarios: await readPath(dataset, path, files) };
}

async function readPath(
  dataset: CryptoDataset,
  path: string,
  files: DatasetFiles,
): Promise<readonly NamedScenario[]> {
  const named = dataset.scenarios === 'shipped' ? undefined : (dataset.scenarios ?? undefined);
  if (await holdsCandles(files, path)) {
    const tables = await tableFiles(files, path);
    return findCandleScenarios(files, { tables, named, ...candleKeys(dataset) });
  }
  refuseCandleKeys(dataset, path);
  return findScenarios(files, { path, named, first: firstOf(dataset) });
}

/** Those that a limit cuts off are not read; a shuffle may draw any. */
const firstOf = ({ shuffle, limit }: CryptoDataset): number => (shuffle ? 0 : (limit ?? 0));

/** A table, or a folder of tables. Sub-folders are scenarios, whatever lies beside them. */
async function holdsCandles(files: DatasetFiles, path: string): Promise<boolean> {
  const entries = await files.list(path).catch((error: unknown) => {
    if (!(error instanceof ConfigurationError)) throw error;
    const message = `crypto dataset: "path": ${error.message}`;
    throw new ConfigurationError(message, error.facts, { cause: error });
  });
  if (entries === undefined) return isTable(path);
  return entries.every(({ kind }) => kind === 'file') && entries.some(({ name }) => isTable(name));
}

const CANDLE_KEYS = ['symbol', 'timeframe', 'funding_path', 'bars', 'window_seed'] as const;

function refuseCandleKeys(dataset: CryptoDataset, path: string): void {
  const key = CANDLE_KEYS.find((name) => dataset[name] !== undefined);
  if (key === undefined) return;
  throw new ConfigurationError(
    `crypto dataset: ${key} is of candle files, and path ${path} holds scenarios: remove it, or name .csv or .parquet files`,
  );
}

function candleKeys(dataset: CryptoDataset): Omit<CandleScenarios, 'tables' | 'named'> {
  const { symbol, timeframe, funding_path: fundingPath } = dataset;
  return { symbol, timeframe, fundingPath, cut: cutOf(dataset) };
}

function cutOf(dataset: CryptoDataset): Cut {
  const { bars, window_seed: seed, window_count: count, symbols } = dataset;
  if (bars !== undefined) return { kind: 'parts', bars };
  if (seed === undefined) return { kind: 'whole' };
  const { window_min_bars: minBars, window_max_bars: maxBars } = dataset;
  const { date_range_start: from, date_range_end: to } = dataset;
  return { kind: 'windows', windows: { seed, count, symbols, from, to, minBars, maxBars } };
}

const made = (recipe: ScenarioRecipe): NamedScenario => ({
  id: recipe.id,
  scenario: generateScenario(recipe),
});

function chooseRecipes(
  recipes: readonly ScenarioRecipe[],
  named: readonly string[] | undefined,
): readonly ScenarioRecipe[] {
  const ids = recipes.map(({ id }) => id);
  const unknown = named?.find((name) => !ids.includes(name));
  if (unknown === undefined) return recipes.filter(({ id }) => named?.includes(id) ?? true);
  throw new ConfigurationError(
    `crypto dataset: scenarios: the generated set holds no "${unknown}"${suggestion(unknown, ids)}; it holds ${ids[0]} to ${ids.at(-1)}`,
  );
}
