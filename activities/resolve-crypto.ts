import { copyScenario } from '../src/adapters/datasets/crypto/scenario-copy.ts';
import type { CryptoDataset } from '../src/contracts/datasets/crypto.ts';
import { tradingSettings } from '../src/contracts/datasets/trading-settings.ts';
import type { MarketTask } from '../src/domain/dataset/task.ts';
import { planCorrectedEpisodes } from '../src/domain/market/corrected/plan-episodes.ts';
import { readBars } from '../src/domain/market/corrected/read-bars.ts';
import type { Scenario } from '../src/domain/market/scenario.ts';
import { marketTask } from '../src/domain/market/scenarios/market-task.ts';
import type { FoundDataset, ResolveScope } from './found-dataset.ts';
import { gatherScenarios } from './gather-scenarios.ts';

/** The original's, for a seed of null or 0. */
const ID_SEED_DEFAULT = 42;

/**
 * Finds or makes the scenarios of a crypto dataset; stores nothing.
 * @throws ConfigurationError | DatasetIntegrityError naming file and key.
 */
export async function resolveCrypto(
  dataset: CryptoDataset,
  { files, profile, samplingSeed }: ResolveScope,
): Promise<FoundDataset> {
  const { limit, shuffle, weight, max_steps, stride, evaluation, generate } = dataset;
  const { origin, scenarios } = await gatherScenarios(dataset, files);
  const copies = scenarios.map(copyScenario);
  const rules = { maxSteps: max_steps || null, stride, settings: tradingSettings(evaluation) };
  if (profile !== 'compat') {
    scenarios.forEach(({ scenario }, index) => {
      const { stored } = copies[index] as (typeof copies)[number];
      checkTradable(scenario, marketTask(stored, rules));
    });
  }
  return {
    dataset: {
      type: 'crypto',
      source: 'scenarios',
      origin,
      scenarios: copies.map(({ stored }) => stored),
      ...rules,
      idSeed: samplingSeed || ID_SEED_DEFAULT,
      ...(generate && { seed: generate.seed }),
      ...{ limit: limit ?? 0, shuffle, weight },
    },
    copies: copies.map(({ stored: { key }, bytes }) => ({
      key,
      read: () => Promise.resolve(bytes),
    })),
  };
}

/** What would fail hours later is said before anything starts. */
function checkTradable(scenario: Scenario, { id, source }: MarketTask): void {
  planCorrectedEpisodes(source, id);
  readBars(scenario, source);
}
