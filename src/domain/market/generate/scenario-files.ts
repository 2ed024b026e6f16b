import { GENERATED_SYMBOL, generateScenario } from './generate-scenario.ts';
import type { ScenarioRecipe } from './recipe.ts';

/** The files of a scenario folder in the layout of the original benchmark. */
export function scenarioFiles(
  recipe: ScenarioRecipe,
): readonly { readonly name: string; readonly content: object }[] {
  const { timeframe, states } = generateScenario(recipe);
  const metadata = {
    name: recipe.id,
    description: 'Generated market without drift: volatility regimes, trends that may break, jumps',
    source: 'durabench',
    ...{ timeframe, seed: recipe.seed, bars: states.length, symbols: [GENERATED_SYMBOL] },
  };
  return [
    { name: 'market_data.json', content: { metadata, market_states: states } },
    { name: 'metadata.json', content: metadata },
  ];
}
