import { findScenarios } from '../src/adapters/datasets/crypto/find-scenarios.ts';
import type { FoundScenario } from '../src/adapters/datasets/crypto/found-scenario.ts';
import { copyScenario } from '../src/adapters/datasets/crypto/scenario-copy.ts';
import { type CryptoDataset, scenarioPath } from '../src/contracts/datasets/crypto.ts';
import { tradingSettings } from '../src/contracts/datasets/trading-settings.ts';
import { ConfigurationError } from '../src/domain/errors.ts';
import { generateScenario } from '../src/domain/market/generate/generate-scenario.ts';
import { recipesOf, type ScenarioRecipe } from '../src/domain/market/generate/recipe.ts';
import { SHIPPED_SCENARIOS } from '../src/domain/market/generate/shipped-scenarios.ts';
import type { FoundDataset, ResolveScope } from './resolve-dataset.ts';

/** The original's, for a seed of null or 0. */
const ID_SEED_DEFAULT = 42;

/**
 * Finds or makes the scenarios of a crypto dataset; stores nothing.
 * @throws ConfigurationError | DatasetIntegrityError naming file and key.
 */
export async function resolveCrypto(
  dataset: CryptoDataset,
  scope: ResolveScope,
): Promise<FoundDataset> {
  const { limit, shuffle, weight, max_steps, stride, evaluation } = dataset;
  const { origin, scenarios } = await gather(dataset, scope);
  const copies = scenarios.map(copyScenario);
  return {
    dataset: {
      type: 'crypto',
      source: 'scenarios',
      origin,
      scenarios: copies.map(({ stored }) => stored),
      maxSteps: max_steps || null,
      stride,
      settings: tradingSettings(evaluation),
      idSeed: scope.samplingSeed || ID_SEED_DEFAULT,
      ...(dataset.generate && { seed: dataset.generate.seed }),
      ...{ limit: limit ?? 0, shuffle, weight },
    },
    copies: copies.map(({ stored: { key }, bytes }) => ({ key, bytes })),
  };
}

interface Gathered {
  /** Where the scenarios come from, for people. */
  readonly origin: string;
  readonly scenarios: readonly FoundScenario[];
}

async function gather(dataset: CryptoDataset, { files }: ResolveScope): Promise<Gathered> {
  const { generate, scenarios, limit, shuffle } = dataset;
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
  const path = scenarioPath(dataset) ?? '';
  // Those that a limit cuts off are not read; a shuffle may draw any.
  const first = shuffle ? 0 : (limit ?? 0);
  return { origin: path, scenarios: await findScenarios(files, { path, named, first }) };
}

const made = (recipe: ScenarioRecipe): FoundScenario => ({
  id: recipe.id,
  scenario: generateScenario(recipe),
});

function chooseRecipes(
  recipes: readonly ScenarioRecipe[],
  named: readonly string[] | undefined,
): readonly ScenarioRecipe[] {
  const unknown = named?.find((name) => !recipes.some(({ id }) => id === name));
  if (unknown === undefined) return recipes.filter(({ id }) => named?.includes(id) ?? true);
  throw new ConfigurationError(
    `crypto dataset: scenarios: the generated set holds no "${unknown}"; it holds ${recipes.at(0)?.id} to ${recipes.at(-1)?.id}`,
  );
}
