import type { Cause } from './diagnosis.ts';

const OUT_OF_MEMORY = /CUDA out of memory|torch\.OutOfMemoryError|CUDA error: out of memory/;

/** Of memory and of what the GPU can compute. What the ladder is for. */
export const MEMORY_CAUSES: readonly Cause[] = [
  {
    code: 'kv-cache-too-small',
    title: 'the KV cache does not hold one sequence of full length',
    patterns: [
      /larger than the available KV cache memory/,
      /No available memory for the cache blocks/,
      /larger than the maximum number of tokens that can be stored in KV cache/,
    ],
    remedy:
      'shorten the context (--max-model-len); or raise --gpu-memory-utilization; or use more GPUs',
    repairs: ['shorter-context', 'next-recipe'],
  },
  {
    code: 'memory-taken',
    title: 'less memory is free than the engine may use',
    patterns: [
      /(?:Free|Available) memory on (?:node|device).*is less than desired (?:GPU|CPU) memory utilization/,
      /less than requested memory for kv/,
    ],
    remedy:
      'stop what else uses the memory ("nvidia-smi" lists it), or ask for less (--gpu-memory-utilization; on the CPU VLLM_CPU_KVCACHE_SPACE)',
    repairs: [],
  },
  {
    code: 'cuda-out-of-memory',
    title: 'the GPU ran out of memory while starting',
    patterns: [OUT_OF_MEMORY],
    remedy:
      'see "durabench deploy plan"; then shorten the context, serve fewer sequences, use more GPUs or a quantised checkpoint; a lower utilisation does not make weights smaller',
    repairs: ['shorter-context', 'fewer-sequences', 'next-recipe'],
  },
  {
    code: 'fp8-cache-unsupported',
    title: 'this GPU or attention has no FP8 cache',
    patterns: [/kv_cache_dtype not supported/, /FP8 KV ?cache is (?:only|not) supported/i],
    remedy: 'remove --kv-cache-dtype',
    repairs: ['fp8-cache-off', 'next-recipe'],
  },
  {
    code: 'latent-attention-unsupported',
    title: 'the GPU has no kernel for latent attention (MLA)',
    patterns: [
      /No valid attention backend found.*use_mla=True/,
      /FlashMLA.*only supported on Hopper/,
    ],
    remedy:
      'remove --kv-cache-dtype; else use a model without MLA (qwen3-32b on 2 GPUs), a Hopper GPU, or a hosted API',
    repairs: ['fp8-cache-off', 'next-recipe'],
  },
  {
    code: 'not-enough-cores',
    title: 'too few CPU nodes for the parts of the model',
    patterns: [/Not enough allowed NUMA nodes to bind threads/],
    remedy: 'lower tensor and pipeline parallel, or bind threads (VLLM_CPU_OMP_THREADS_BIND)',
    repairs: ['next-recipe'],
  },
];

/** The same words once it has served, or while graphs are recorded. */
export const RUNTIME_OUT_OF_MEMORY: Cause = {
  code: 'cuda-out-of-memory-serving',
  title: 'the GPU ran out of memory while serving',
  patterns: [OUT_OF_MEMORY],
  remedy:
    'serve fewer sequences at once, then lower --gpu-memory-utilization by 0.05 to leave room outside the cache',
  repairs: ['fewer-sequences', 'lower-utilisation', 'next-recipe'],
};
