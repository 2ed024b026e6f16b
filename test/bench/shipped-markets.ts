import { createHash } from 'node:crypto';
import { generateScenario } from '../../src/domain/market/generate/generate-scenario.ts';
import { SHIPPED_SCENARIOS } from '../../src/domain/market/generate/shipped-scenarios.ts';
import type { TradingSettings } from '../../src/domain/market/trading-settings.ts';
import { TRADING } from '../support/markets.ts';
import type { BenchMarket } from './baseline-table.ts';

/** As the shipped eval configs trade, apart from the interval. */
const settingsWith = (decisionInterval: number): TradingSettings => ({
  ...TRADING,
  ...{ decisionInterval, failedDecisionsMax: 0.1 },
});

/** The first of the scenarios that durabench ships. */
export function shippedMarkets(count: number, decisionInterval: number): readonly BenchMarket[] {
  const settings = settingsWith(decisionInterval);
  return SHIPPED_SCENARIOS.slice(0, count).map((recipe) => {
    const scenario = generateScenario(recipe);
    const sha256 = createHash('sha256').update(JSON.stringify(scenario)).digest('hex');
    const source = {
      ...{ kind: 'crypto' as const, scenarioId: recipe.id, timeframe: scenario.timeframe },
      scenario: { key: `scenarios/${sha256}.json`, sha256 },
      ...{ maxSteps: null, stride: 1, settings },
    };
    return { scenario, source };
  });
}
