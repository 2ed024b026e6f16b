import type { Checkpoint, ModelFacts, PlanRequest } from '../../domain/deployment/plan/facts.ts';
import { gpuCount } from '../../domain/deployment/plan/facts.ts';
import { parseGpuSet } from '../../domain/deployment/plan/gpu-set.ts';
import { ConfigurationError } from '../../domain/errors.ts';
import { suggestion } from '../../domain/suggestion.ts';
import type { Catalogue, NamedRecipe } from './read-catalogue.ts';

/**
 * What the planner is asked about a recipe.
 * @throws ConfigurationError naming file and key when it names what the catalogue lacks, or uses
 *   another number of GPUs than it has.
 */
export function recipeRequest(recipe: NamedRecipe, catalogue: Catalogue): PlanRequest {
  const place = (key: string) => `${recipe.file}: ${key}: `;
  const model = findModel(recipe.model, catalogue.models, place('model'));
  const { count, gpu } = parseGpuSet(recipe.gpus, catalogue.gpus);
  const used = gpuCount(recipe);
  if (used !== count) {
    throw new ConfigurationError(
      `${place('gpus')}${count} GPUs, but tensorParallel x pipelineParallel = ${used}: make them equal`,
    );
  }
  return {
    engine: recipe.engine,
    model,
    checkpoint: findCheckpoint(recipe.checkpoint, model, place('checkpoint')),
    gpu,
    tensorParallel: recipe.tensorParallel,
    pipelineParallel: recipe.pipelineParallel,
    expertParallel: recipe.expertParallel,
    maxLen: recipe.maxLen ?? model.context,
    concurrency: 1,
    utilisation: recipe.utilisation,
    dtype: recipe.dtype,
    quantization: recipe.quantization,
    kvCacheDtype: recipe.kvCacheDtype,
    trustRemoteCode: recipe.trustRemoteCode,
  };
}

/** @throws ConfigurationError naming the models there are. */
export function findModel(id: string, models: readonly ModelFacts[], place = ''): ModelFacts {
  const model = models.find((each) => each.id === id);
  if (model !== undefined) return model;
  const known = models.map((each) => each.id);
  throw new ConfigurationError(
    `${place}there is no model "${id}"${suggestion(id, known)}; known: ${known.join(', ')}`,
  );
}

/** The first one when none is named. @throws ConfigurationError naming those of the model. */
export function findCheckpoint(id: string | undefined, model: ModelFacts, place = ''): Checkpoint {
  const { checkpoints } = model;
  const checkpoint = id === undefined ? checkpoints[0] : checkpoints.find((each) => each.id === id);
  if (checkpoint !== undefined) return checkpoint;
  const known = checkpoints.map((each) => each.id);
  throw new ConfigurationError(
    `${place}${model.id} has no checkpoint "${id}"${suggestion(id ?? '', known)}; known: ${known.join(', ')}`,
  );
}
