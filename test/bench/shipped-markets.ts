import { createHash } from 'node:crypto';
import { generateScenario } from '../../src/domain/market/generate/generate-scenario.ts';
import { SHIPPED_SCENARIOS } from '../../src/domain/market/generate/shipped-scenarios.ts';
import type { TradingSettings } from '../../src/domain/market/trading-settings.ts';
import type { BenchMarket } from './baseline-table.ts';

/** As the shipped eval configs trade, apart from the interval. */
const settingsWith = (decisionInterval: number): TradingSettings => ({
  ...{ initialBalance: 10_000, maxLeverage: 3, tradingFee: 0.0004, priceNoiseLevel: 0.001 },
  slippageRange: [0.0002, 0.001],
  ...{ adversarialInjectionRate: 0.05, decisionInterval, fundingIntervalHours: 8, seed: null },
  scoreWeights: { baseline: 0.4, noisy: 0.3, adversarial: 0.2, meta: 0.1 },
  metricWeights: { sharpe: 0.3, total_return: 0.35, max_drawdown: 0.15, win_rate: 0.2 },
  metaTransforms: ['identity', 'scale_1_1', 'invert_returns'],
  ...{ returnCap: 0.5, sharpeFloor: -3, sharpeCap: 3, drawdownCap: 0.5 },
  ...{ winRateFloor: 0.3, winRateCap: 0.7 },
  ...{ maskMarket: true, randomAgents: 1000, failedDecisionsMax: 0.1 },
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
