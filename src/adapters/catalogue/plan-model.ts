import type { ServedInput } from '../../contracts/served-input.ts';
import type { Checkpoint, ModelFacts, PlanRequest } from '../../domain/deployment/plan/facts.ts';
import { defaultLayout, type GpuSet, parseGpuSet } from '../../domain/deployment/plan/gpu-set.ts';
import { type PlannedServing, planServing } from '../../domain/deployment/plan/planned-serving.ts';
import { ConfigurationError } from '../../domain/errors.ts';
import { type Catalogue, readCatalogue } from './read-catalogue.ts';
import { findCheckpoint, findModel } from './recipe-request.ts';

const UTILISATION = 0.9;

/**
 * What the planner says of a model of the catalogue on GPUs; undefined for a checkpoint that the
 * catalogue does not know, or one that is to be served on the CPU.
 * @throws ConfigurationError for a model that is nowhere, or for GPUs that there are not
 */
export async function planModel(
  configRoot: string,
  input: ServedInput,
): Promise<PlannedServing | undefined> {
  const catalogue = await readCatalogue(configRoot);
  const found = findServed(input, catalogue);
  if (found === undefined) return undefined;
  const { model, checkpoint } = found;
  const { gpus, tensor_parallel: tp, pipeline_parallel: pp } = input;
  if (gpus === undefined) {
    if (input.checkpoint?.includes('/')) return undefined;
    throw new ConfigurationError(
      `on which GPUs? "${model.id}" is a model of the catalogue: add gpus, as in gpus: 8xh100-80`,
    );
  }
  const set = parseGpuSet(gpus, catalogue.gpus);
  const request: PlanRequest = {
    engine: input.engine,
    model,
    checkpoint,
    gpu: set.gpu,
    ...layoutOf(set, tp, pp),
    expertParallel: false,
    maxLen: input.context ?? model.context,
    // Slots are calls, which are seldom as long as the context: more than fit take turns.
    concurrency: 1,
    utilisation: input.gpu_util ?? UTILISATION,
    kvCacheDtype: input.kv_cache_dtype,
    trustRemoteCode: input.trust_remote_code,
  };
  return planServing(model.id, request, catalogue);
}

/** A model by its id, or by the hub repository of one of its checkpoints. */
function findServed(
  { model: id, checkpoint: wanted }: ServedInput,
  { models }: Catalogue,
): { readonly model: ModelFacts; readonly checkpoint: Checkpoint } | undefined {
  if (wanted?.includes('/')) {
    for (const model of models) {
      const checkpoint = model.checkpoints.find(({ hf }) => hf === wanted);
      if (checkpoint !== undefined) return { model, checkpoint };
    }
    return undefined;
  }
  if (id === undefined) {
    throw new ConfigurationError(
      'what is to be served? give a model of the catalogue, or a checkpoint: owner/name of the hub, or an absolute folder',
    );
  }
  const model = findModel(id, models);
  return { model, checkpoint: findCheckpoint(wanted, model) };
}

function layoutOf(set: GpuSet, tp: number | undefined, pp: number | undefined) {
  if (tp === undefined && pp === undefined) return defaultLayout(set);
  const tensorParallel = tp ?? set.count / (pp ?? 1);
  const pipelineParallel = pp ?? set.count / (tp ?? 1);
  const isWhole = Number.isInteger(tensorParallel) && Number.isInteger(pipelineParallel);
  if (isWhole && tensorParallel * pipelineParallel === set.count) {
    return { tensorParallel, pipelineParallel };
  }
  throw new ConfigurationError(
    `gpus are ${set.count}, but tensor_parallel x pipeline_parallel = ${(tp ?? 1) * (pp ?? 1)}: make them equal`,
  );
}
