import type { GpuFacts, ModelFacts, PlanRequest } from './facts.ts';
import { gpuCount } from './facts.ts';
import { defaultLayout, type GpuSet, layoutsOf } from './gpu-set.ts';
import { type Mended, mendFlags } from './mend-flags.ts';
import { type DeploymentPlan, planDeployment } from './plan-deployment.ts';

export interface NearestPlan {
  /** What is different, as an engineer would say it. */
  readonly change: string;
  readonly plan: DeploymentPlan;
}

export interface PlanChoices {
  readonly models: readonly ModelFacts[];
  readonly gpus: readonly GpuFacts[];
}

/** Shorter ones make no useful agent. */
const LENGTH_MIN = 4096;
const GPU_COUNTS = [1, 2, 4, 8, 16, 32] as const;

type Step = (request: PlanRequest, choices: PlanChoices) => readonly Mended[];

/** In the order in which an engineer tries them: what costs least first. */
const STEPS: readonly Step[] = [
  shorterContext,
  fewerSequences,
  otherLayout,
  fp8Cache,
  otherCheckpoint,
  moreGpus,
  otherGpu,
  smallerModel,
];

/**
 * Of each step the first plan that does not fail; empty when none helps. What no hardware can mend
 * is left out first, and when that is enough there is no other change.
 */
export function nearestPlans(request: PlanRequest, choices: PlanChoices): readonly NearestPlan[] {
  const mended = mendFlags(request);
  if (mended.change !== '') {
    const plan = planDeployment(mended.request);
    if (plan.verdict !== 'fails') return [{ change: mended.change, plan }];
  }
  return STEPS.flatMap((step) => firstOf(step, mended, choices));
}

function firstOf(
  step: Step,
  { request, change }: Mended,
  choices: PlanChoices,
): readonly NearestPlan[] {
  for (const candidate of step(request, choices)) {
    const plan = planDeployment(candidate.request);
    if (plan.verdict === 'fails') continue;
    return [{ change: change === '' ? candidate.change : `${change}, ${candidate.change}`, plan }];
  }
  return [];
}

function shorterContext(request: PlanRequest): readonly Mended[] {
  const lengths: number[] = [];
  for (let length = request.maxLen / 2; length >= LENGTH_MIN; length /= 2) {
    lengths.push(Math.floor(length));
  }
  return lengths.map((maxLen) => ({
    request: { ...request, maxLen },
    change: `context ${maxLen}`,
  }));
}

function fewerSequences(request: PlanRequest): readonly Mended[] {
  const { sequences } = planDeployment(request).memory;
  if (sequences < 1 || sequences >= request.concurrency) return [];
  return [{ request: { ...request, concurrency: sequences }, change: `${sequences} sequences` }];
}

function otherLayout(request: PlanRequest): readonly Mended[] {
  const { gpu, model, tensorParallel } = request;
  const layouts = layoutsOf({ count: gpuCount(request), gpu }, model)
    .filter((layout) => layout.tensorParallel !== tensorParallel)
    .map((layout) => ({
      request: { ...request, ...layout },
      change: `TP ${layout.tensorParallel} PP ${layout.pipelineParallel}`,
    }));
  if (model.experts === undefined || request.expertParallel) return layouts;
  return [{ request: { ...request, expertParallel: true }, change: 'expert parallel' }, ...layouts];
}

function fp8Cache(request: PlanRequest): readonly Mended[] {
  if (request.kvCacheDtype?.startsWith('fp8')) return [];
  return [{ request: { ...request, kvCacheDtype: 'fp8' }, change: 'FP8 KV cache' }];
}

function otherCheckpoint(request: PlanRequest): readonly Mended[] {
  return request.model.checkpoints
    .filter(({ id }) => id !== request.checkpoint.id)
    .map((checkpoint) => ({
      request: { ...request, checkpoint, quantization: undefined },
      change: `${checkpoint.format} checkpoint ${checkpoint.hf}`,
    }));
}

function moreGpus(request: PlanRequest): readonly Mended[] {
  const { gpu } = request;
  return GPU_COUNTS.filter((count) => count > gpuCount(request)).flatMap((count) =>
    onGpus(request, { count, gpu }),
  );
}

/** The least memory that does it, within one server of data-centre GPUs. */
function otherGpu(request: PlanRequest, { gpus }: PlanChoices): readonly Mended[] {
  return gpus
    .filter(({ id, dataCentre }) => id !== request.gpu.id && dataCentre)
    .flatMap((gpu) =>
      GPU_COUNTS.filter((count) => count <= gpu.perNode).map((count) => ({ count, gpu })),
    )
    .sort((a, b) => a.count * a.gpu.hbmBytes - b.count * b.gpu.hbmBytes)
    .flatMap((set) => onGpus(request, set));
}

/** With the same weights, else with a smaller checkpoint of them. */
function onGpus(request: PlanRequest, set: GpuSet): readonly Mended[] {
  const moved = { ...request, gpu: set.gpu, ...defaultLayout(set) };
  const change = `${set.count}x${set.gpu.id}`;
  const smaller = request.model.checkpoints
    .filter(({ bytes }) => bytes < request.checkpoint.bytes)
    .map((checkpoint) => ({
      request: { ...moved, checkpoint, quantization: undefined },
      change: `${change}, ${checkpoint.format} checkpoint`,
    }));
  return [{ request: moved, change }, ...smaller];
}

function smallerModel(request: PlanRequest, { models }: PlanChoices): readonly Mended[] {
  const smaller: Mended[] = [];
  const seen = new Set([request.model.id]);
  let next = models.find(({ id }) => id === request.model.smaller);
  while (next !== undefined && !seen.has(next.id)) {
    seen.add(next.id);
    const model = next;
    const maxLen = Math.min(request.maxLen, model.context);
    for (const checkpoint of model.checkpoints) {
      smaller.push({
        request: { ...request, model, checkpoint, maxLen, quantization: undefined },
        change: `${model.id} (${checkpoint.format})`,
      });
    }
    next = models.find(({ id }) => id === model.smaller);
  }
  return smaller;
}
