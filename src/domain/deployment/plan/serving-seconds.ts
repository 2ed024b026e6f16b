import type { PlanRequest } from './facts.ts';
import { gpuMemory, heldWeightBytes } from './memory.ts';

/** Requests of one kind. */
export interface ServingLoad {
  readonly requests: number;
  /** Of one request. */
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** Requests at once, at most. */
  readonly slots: number;
}

/** Of the nominal bandwidth: 151 tokens/s of one request on an H100 are this much of it. */
const MEMORY_SHARE = 0.72;
/** Of the nominal arithmetic; 32 and 128 requests at once on the same H100 are met within a third. */
const FLOPS_SHARE = 0.6;
/** Two sums over the GPUs a layer; not measured, see docs/deploy.md. */
const SUM_SECONDS = 20e-6;
const ACTIVATION_BYTES = 2;

/**
 * How long a planned server takes for a load, in seconds: every question is computed, 2 flops a
 * weight and token, and every token of the answers costs one pass over the weights and the cached
 * context, shared by those who are served at once (the roofline model of decoding). Stages of a
 * pipeline take turns, so more of them help nothing here.
 */
export function servingSeconds(request: PlanRequest, load: ServingLoad): number {
  const { requests, inputTokens, outputTokens } = load;
  const { gpu, tensorParallel } = request;
  const flops = gpu.flopsPerSecond * FLOPS_SHARE * tensorParallel;
  const reading = (requests * inputTokens * 2 * activeWeights(request)) / flops;
  const together = atOnce(request, load);
  const step = stepSeconds(request, together, inputTokens + outputTokens / 2);
  return reading + Math.ceil(requests / together) * outputTokens * step;
}

/** Tokens a second of one request that is served alone. */
export const tokensPerSecondAlone = (request: PlanRequest): number =>
  1 / stepSeconds(request, 1, 0);

/** As many as ask, and as the cache holds at this length. */
function atOnce(request: PlanRequest, { requests, slots, ...load }: ServingLoad): number {
  const { kv, kvPerToken } = gpuMemory(request);
  const fitting = Math.floor(kv / (kvPerToken * Math.max(1, load.inputTokens + load.outputTokens)));
  return Math.max(1, Math.min(requests, slots, fitting));
}

function stepSeconds(request: PlanRequest, together: number, cachedTokens: number): number {
  const { gpu, model, tensorParallel, pipelineParallel } = request;
  const cached = gpuMemory(request).kvPerToken * pipelineParallel * cachedTokens * together;
  const bytes = touchedBytes(request, together) / tensorParallel + cached;
  const reading = bytes / (gpu.memoryBytesPerSecond * MEMORY_SHARE);
  const computing =
    (2 * activeWeights(request) * together) / (gpu.flopsPerSecond * FLOPS_SHARE * tensorParallel);
  const summing = tensorParallel > 1 ? 2 * model.layers * SUM_SECONDS : 0;
  return Math.max(reading, computing) + summing;
}

/** Of a mixture of experts each request wakes others, until all are awake. */
function touchedBytes(request: PlanRequest, together: number): number {
  const held = heldWeightBytes(request);
  if (request.model.experts === undefined) return held;
  const active = (activeWeights(request) / allWeights(request)) * held;
  return Math.min(held, active * together);
}

const BYTES_OF = { bf16: 2, fp8: 1, nvfp4: 0.5, mxfp4: 0.5 } as const;

const allWeights = ({ checkpoint }: PlanRequest): number =>
  checkpoint.bytes / BYTES_OF[checkpoint.format];

/**
 * Weights that a token meets: all, or of a mixture its experts, an attention of about four squares
 * of the width, and the embeddings.
 */
function activeWeights(request: PlanRequest): number {
  const { experts, hidden, layers, vocabulary } = request.model;
  if (experts === undefined) return allWeights(request);
  const expert = 3 * hidden * experts.ffn;
  const layer = (experts.active + experts.shared) * expert + 4 * hidden ** 2;
  return Math.min(allWeights(request), layers * layer + ACTIVATION_BYTES * vocabulary * hidden);
}
