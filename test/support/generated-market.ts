import { generateScenario } from '../../src/domain/market/generate/generate-scenario.ts';
import type { ScenarioRecipe } from '../../src/domain/market/generate/recipe.ts';
import type { MarketState } from '../../src/domain/market/scenario.ts';

/** A state as generated and exchange data have it: nothing is missing. */
export interface FullState {
  readonly timestamp: string;
  readonly symbol: string;
  readonly ohlcv: Readonly<Record<'open' | 'high' | 'low' | 'close' | 'volume', number>>;
  readonly indicators: Readonly<Record<'ema_20' | 'ema_50' | 'rsi' | 'macd' | 'atr', number>>;
  readonly market_metrics: { readonly funding_rate: number };
}

export const fullStates = (states: readonly MarketState[]): readonly FullState[] =>
  states as unknown as readonly FullState[];

export const generatedStates = (recipe: ScenarioRecipe): readonly FullState[] =>
  fullStates(generateScenario(recipe).states);
