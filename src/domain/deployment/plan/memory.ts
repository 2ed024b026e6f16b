import type { PlanRequest } from './facts.ts';

/**
 * What kernels and workspaces take beside the activations: 0.24 GB measured on an H100, and up to
 * 0.5 GB more at the first, compiling start. The CUDA context is outside of what the engine counts.
 */
const ENGINE_BYTES = 0.5e9;
/** Buffers of NCCL and of the all-reduce kernels, once there is more than one GPU. */
const COMMUNICATION_BYTES = 0.4e9;
/** Rows of logits that vLLM keeps when it measures its peak, in float32. */
const LOGIT_ROWS = 256;
const ACTIVATION_BYTES = 2;
/** Latent attention expands the cached context of a prompt chunk: 8 sequences of it, at most 64 Ki tokens. */
const LATENT_CHUNK_SEQUENCES = 8;
const LATENT_CHUNK_TOKENS = 65_536;
/** Of an expanded head: 128 without position and 128 of the value, in all latent models of the catalogue. */
const LATENT_HEAD_SIZE = 256;
/** Embeddings and output head stay in 16 bits when an engine quantises while loading. */
const EMBEDDING_BYTES = 2;

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

/** Beside a full batch of the prompt, or beside what the wanted sequences can fill of it. */
export function gpuMemory(request: PlanRequest): GpuMemory {
  const { gpu, maxLen, concurrency } = request;
  const full = memoryBeside(request, gpu.prefillTokens);
  if (full.sequences >= concurrency || full.weights > full.budget) return full;
  return memoryBeside(request, Math.min(gpu.prefillTokens, maxLen * concurrency));
}

function memoryBeside(request: PlanRequest, batchTokens: number): GpuMemory {
  const { gpu, maxLen, tensorParallel, pipelineParallel } = request;
  const budget = gpu.hbmBytes * request.utilisation;
  const weights = weightBytes(request);
  const activations = activationBytes(request, batchTokens) + latentContextBytes(request);
  const engine = ENGINE_BYTES + (tensorParallel * pipelineParallel > 1 ? COMMUNICATION_BYTES : 0);
  const kv = budget - weights - activations - engine;
  const kvPerToken = kvBytesPerToken(request);
  const kvPerSequence = kvPerToken * maxLen;
  const sequences = Math.max(0, Math.floor(kv / kvPerSequence));
  return { budget, weights, activations, engine, kv, kvPerToken, kvPerSequence, sequences };
}

const stageLayers = ({ model, pipelineParallel }: PlanRequest): number =>
  Math.ceil(model.layers / pipelineParallel);

/** Quantising while loading halves 16-bit weights of the layers. */
export const loadsAsFp8 = ({ checkpoint, quantization }: PlanRequest): boolean =>
  checkpoint.format === 'bf16' && quantization === 'fp8';

/** All weights as they are held, on all GPUs together. */
export function heldWeightBytes(request: PlanRequest): number {
  const { checkpoint, model } = request;
  if (!loadsAsFp8(request)) return checkpoint.bytes;
  const embeddings = 2 * model.vocabulary * model.hidden * EMBEDDING_BYTES;
  return (checkpoint.bytes + embeddings) / 2;
}

function weightBytes(request: PlanRequest): number {
  const { model, tensorParallel } = request;
  return (heldWeightBytes(request) * stageLayers(request)) / model.layers / tensorParallel;
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
function activationBytes({ model, tensorParallel }: PlanRequest, batchTokens: number): number {
  const { hidden, ffn, experts, vocabulary } = model;
  const width = experts === undefined ? ffn : (experts.active + experts.shared) * experts.ffn;
  const returned = experts === undefined ? 0 : experts.active * hidden;
  const perToken = 4 * hidden + (3 * width) / tensorParallel + returned;
  return batchTokens * perToken * ACTIVATION_BYTES + LOGIT_ROWS * vocabulary * 4;
}

/**
 * vLLM's profile of dense latent attention: keys and values of a chunk of cached context, expanded
 * for the heads of one GPU. Measured on an H100 with DeepSeek-V3's layers; sparse attention has none.
 */
function latentContextBytes({ model, maxLen, tensorParallel }: PlanRequest): number {
  const { attention } = model;
  if (attention.kind === 'grouped' || attention.indexBytes !== undefined) return 0;
  const tokens = Math.min(LATENT_CHUNK_SEQUENCES * maxLen, LATENT_CHUNK_TOKENS);
  return (tokens * model.heads * LATENT_HEAD_SIZE * ACTIVATION_BYTES) / tensorParallel;
}
