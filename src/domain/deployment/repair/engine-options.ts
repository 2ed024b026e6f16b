import type { ServedDeployment } from '../../suite/config-run.ts';

type Names = readonly [string, ...string[]];

/** What the ladder changes, as the engines spell it: vLLM 0.32 and trtllm-serve. */
export interface EngineOptions {
  readonly context: Names;
  readonly sequences: Names;
  readonly utilisation: Names;
  /** trtllm-serve reads it from its file only: it cannot be changed by a flag. */
  readonly cacheType?: Names;
  /** What the engine takes when the flag is not given. */
  readonly utilisationDefault: number;
}

export const ENGINE_OPTIONS: Readonly<Record<ServedDeployment['engine'], EngineOptions>> = {
  vllm: {
    context: ['--max-model-len'],
    sequences: ['--max-num-seqs'],
    utilisation: ['--gpu-memory-utilization'],
    cacheType: ['--kv-cache-dtype'],
    utilisationDefault: 0.9,
  },
  'tensorrt-llm': {
    context: ['--max_seq_len'],
    sequences: ['--max_batch_size'],
    utilisation: ['--kv_cache_free_gpu_memory_fraction', '--free_gpu_memory_fraction'],
    utilisationDefault: 0.9,
  },
};
