import fc from 'fast-check';
import { expect, test } from 'vitest';
import { generateScenario } from '../../../src/domain/market/generate/generate-scenario.ts';
import { GENERATED_TIMEFRAMES } from '../../../src/domain/market/generate/recipe.ts';
import { generatedStates } from '../../support/generated-market.ts';

const RUNS = { seed: 20270301, numRuns: 60 };
const anyRecipe = fc.record({
  id: fc.stringMatching(/^scenario_[a-z0-9]{1,8}$/),
  seed: fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }),
  timeframe: fc.constantFrom(...GENERATED_TIMEFRAMES),
  bars: fc.integer({ min: 1, max: 120 }),
});

test('highs and lows of any market bound its opens and closes, and no price is 0', () => {
  fc.assert(
    fc.property(anyRecipe, (recipe) => {
      const states = generatedStates(recipe);
      expect(states).toHaveLength(recipe.bars);
      for (const { ohlcv, indicators } of states) {
        const { open, high, low, close, volume } = ohlcv;
        expect(high).toBeGreaterThanOrEqual(Math.max(open, close));
        expect(low).toBeLessThanOrEqual(Math.min(open, close));
        expect(low).toBeGreaterThan(0);
        expect(volume).toBeGreaterThan(0);
        expect(Object.values(indicators).every(Number.isFinite)).toBe(true);
      }
    }),
    RUNS,
  );
});

test('equal recipes give equal bytes, and more bars only add some', () => {
  fc.assert(
    fc.property(anyRecipe, fc.nat(40), (recipe, more) => {
      const short = generateScenario(recipe);
      const long = generateScenario({ ...recipe, bars: recipe.bars + more });
      expect(JSON.stringify(generateScenario(recipe))).toBe(JSON.stringify(short));
      expect(JSON.stringify(long.states.slice(0, recipe.bars))).toBe(JSON.stringify(short.states));
    }),
    RUNS,
  );
});
