import { copyScenario } from '../src/adapters/datasets/crypto/scenario-copy.ts';
import type { CryptoDataset } from '../src/contracts/datasets/crypto.ts';
import { tradingSettings } from '../src/contracts/datasets/trading-settings.ts';
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
  { files, samplingSeed }: ResolveScope,
): Promise<FoundDataset> {
  const { limit, shuffle, weight, max_steps, stride, evaluation, generate } = dataset;
  const { origin, scenarios } = await gatherScenarios(dataset, files);
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
