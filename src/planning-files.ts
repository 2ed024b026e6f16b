import { join } from 'node:path';
import type { PlanningPorts } from '../activities/resolve-suite.ts';
import { createHubCache } from './adapters/datasets/hub/hub-cache.ts';
import { loadEvalConfig } from './adapters/experiments/eval-config-file.ts';
import type { Variables } from './adapters/experiments/expand-variables.ts';
import { refuseUnbuilt, resolveExperiment } from './adapters/experiments/experiments-file.ts';
import { findEvalConfig } from './adapters/experiments/find-file.ts';
import { readYamlFile } from './adapters/experiments/yaml-file.ts';
import { PricesFileSchema } from './contracts/prices-file.ts';
import { findPrice } from './domain/suite/price.ts';
import { datasetFiles, type Roots, refuseOutside } from './planning-datasets.ts';

interface PlanningRoots extends Roots {
  /** Downloads of this machine. */
  readonly cacheDir: string;
}

/**
 * The files a start may name. Inputs come over the network, so nothing outside the experiments
 * root and our own configuration is read. `env` fills `${NAME}` in eval configs.
 */
export function planningFiles(
  roots: PlanningRoots,
  env: Variables,
): Pick<
  PlanningPorts,
  'readExperiment' | 'readEvalConfig' | 'datasetFiles' | 'hubFiles' | 'priceOf'
> {
  return {
    readExperiment: async (file, experiment) => {
      const selection = { file, ...(experiment !== undefined && { experiment }) };
      const resolved = await resolveExperiment(selection, { roots, env });
      refuseUnbuilt(resolved);
      return resolved.start;
    },
    readEvalConfig: async (name) => {
      const inline = join(roots.experimentsRoot, 'input');
      // Before it is read: what is wrong with a file outside would be quoted in the message.
      await refuseOutside(roots, await findEvalConfig(name, inline, roots));
      return (await loadEvalConfig(name, inline, roots, env)).evalConfig;
    },
    priceOf: async (model) => {
      const { prices } = await readYamlFile(
        join(roots.configRoot, 'prices.yaml'),
        PricesFileSchema,
      );
      return findPrice(prices, model);
    },
    datasetFiles: datasetFiles(roots, env),
    hubFiles: createHubCache(roots.cacheDir, roots.configRoot),
  };
}
