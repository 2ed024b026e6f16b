import type { PlanRequest } from './facts.ts';

/** CUDA context, kernels, workspaces and graphs; set so that the model agrees with working set-ups. */
const ENGINE_BYTES = 0.5e9;
/** Buffers of NCCL and of the all-reduce kernels, once there is more than one GPU. */
const COMMUNICATION_BYTES = 0.4e9;
/** Rows of logits that vLLM keeps when it measures its peak, in float32. */
const LOGIT_ROWS = 256;
const ACTIVATION_BYTES = 2;

/** What one GPU holds, in bytes; the fullest one where the layers do not divide evenly. */
export interface GpuMemory {
  /** What the engine may use: memory x utilisation. */
  readonly budget: number;
  readonly weights: number;
  readonly activations: number;
  readonly engine: number;
  /** What is left for the KV cache; negative when nothing is. */
  readonly kv: number;
  readonly kvPerToken: number;
  readonly kvPerSequence: number;
  /** Sequences of full length that fit. */
  readonly sequences: number;
}

export function gpuMemory(request: PlanRequest): GpuMemory {
  const { gpu, maxLen, tensorParallel, pipelineParallel } = request;
  const budget = gpu.hbmBytes * request.utilisation;
  const weights = weightBytes(request);
  const activations = activationBytes(request);
  const engine = ENGINE_BYTES + (tensorParallel * pipelineParallel > 1 ? COMMUNICATION_BYTES : 0);
  const kv = budget - weights - activations - engine;
  const kvPerToken = kvBytesPerToken(request);
  const kvPerSequence = kvPerToken * maxLen;
  const sequences = Math.max(0, Math.floor(kv / kvPerSequence));
  return { budget, weights, activations, engine, kv, kvPerToken, kvPerSequence, sequences };
}

const stageLayers = ({ model, pipelineParallel }: PlanRequest): number =>
  Math.ceil(model.layers / pipelineParallel);

/** Quantising while loading halves 16-bit weights. */
export const loadsAsFp8 = ({ checkpoint, quantization }: PlanRequest): boolean =>
  checkpoint.format === 'bf16' && quantization === 'fp8';

function weightBytes(request: PlanRequest): number {
  const { checkpoint, model, tensorParallel } = request;
  const bytes = loadsAsFp8(request) ? checkpoint.bytes / 2 : checkpoint.bytes;
  return (bytes * stageLayers(request)) / model.layers / tensorParallel;
}

/**
 * K and V of each layer: 2 x layers x heads x head size x bytes. A GPU keeps at least one head, so
 * more GPUs than heads repeat them. Latent attention keeps rank + rope numbers on every GPU.
 */
function kvBytesPerToken(request: PlanRequest): number {
  const { attention } = request.model;
  const size = isFp8Kv(request.kvCacheDtype) ? 1 : 2;
  const layers = stageLayers(request);
  if (attention.kind === 'latent') {
    return layers * ((attention.kvRank + attention.ropeSize) * size + (attention.indexBytes ?? 0));
  }
  const heads = Math.max(1, attention.kvHeads / request.tensorParallel);
  return 2 * layers * heads * attention.headSize * size;
}

export const isFp8Kv = (dtype: string | undefined): boolean => dtype?.startsWith('fp8') ?? false;

/**
 * The peak while a full batch of the prompt is computed: the residual stream four times, gate, up
 * and their product of the feed-forward layer, what the experts send back, and the logits.
 */
function activationBytes({ model, gpu, tensorParallel }: PlanRequest): number {
  const { hidden, ffn, experts, vocabulary } = model;
  const width = experts === undefined ? ffn : (experts.active + experts.shared) * experts.ffn;
  const returned = experts === undefined ? 0 : experts.active * hidden;
  const perToken = 4 * hidden + (3 * width) / tensorParallel + returned;
  return gpu.prefillTokens * perToken * ACTIVATION_BYTES + LOGIT_ROWS * vocabulary * 4;
}
