import type { Catalogue } from '../../adapters/catalogue/read-catalogue.ts';
import { findCheckpoint, recipeRequest } from '../../adapters/catalogue/recipe-request.ts';
import type { Engine, PlanRequest } from '../../domain/deployment/plan/facts.ts';
import { defaultLayout, parseGpuSet } from '../../domain/deployment/plan/gpu-set.ts';
import { ConfigurationError } from '../../domain/errors.ts';
import { suggestion } from '../../domain/suggestion.ts';

export interface PlanOptions {
  readonly gpus?: string;
  readonly concurrency?: number;
  readonly maxLen?: number;
  readonly checkpoint?: string;
  readonly kvCacheDtype?: string;
  readonly gpuUtil?: number;
  readonly engine?: Engine;
}

const UTILISATION = 0.9;

/**
 * A recipe, or with `--gpus` a model, and what the options change of it. Some names are both.
 * @throws ConfigurationError naming what there is.
 */
export function plannedRequest(
  name: string,
  options: PlanOptions,
  catalogue: Catalogue,
): PlanRequest {
  const base = named(name, options, catalogue);
  const { checkpoint, engine, concurrency, maxLen, kvCacheDtype, gpuUtil } = options;
  return {
    ...base,
    ...(checkpoint !== undefined && { checkpoint: findCheckpoint(checkpoint, base.model) }),
    ...(engine !== undefined && { engine }),
    ...(concurrency !== undefined && { concurrency }),
    ...(maxLen !== undefined && { maxLen }),
    ...(kvCacheDtype !== undefined && { kvCacheDtype }),
    ...(gpuUtil !== undefined && { utilisation: gpuUtil }),
  };
}

function named(name: string, { gpus }: PlanOptions, catalogue: Catalogue): PlanRequest {
  const model = catalogue.models.find(({ id }) => id === name);
  const recipe = catalogue.recipes.find(({ id }) => id === name);
  if (model !== undefined && gpus !== undefined) {
    const set = parseGpuSet(gpus, catalogue.gpus);
    return {
      engine: 'vllm',
      model,
      checkpoint: findCheckpoint(undefined, model),
      gpu: set.gpu,
      ...defaultLayout(set),
      expertParallel: false,
      maxLen: model.context,
      concurrency: 1,
      utilisation: UTILISATION,
      trustRemoteCode: false,
    };
  }
  if (recipe !== undefined) {
    const request = recipeRequest(recipe, catalogue);
    if (gpus === undefined) return request;
    const set = parseGpuSet(gpus, catalogue.gpus);
    return { ...request, gpu: set.gpu, ...defaultLayout(set) };
  }
  throw new ConfigurationError(
    model === undefined
      ? unknown(name, catalogue)
      : `on which GPUs? "${name}" is a model: add --gpus, as in --gpus 8xH100-80`,
  );
}

function unknown(name: string, { models, recipes }: Catalogue): string {
  const ids = [...models, ...recipes].map(({ id }) => id);
  return `there is no recipe or model "${name}"${suggestion(name, ids)}; models: ${models.map(({ id }) => id).join(', ')}; recipes: see "durabench deploy list"`;
}
