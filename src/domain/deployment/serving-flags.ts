import type { ServedDeployment } from '../suite/config-run.ts';

/** What an engine is told about serving, but for what it serves and where it listens. */
export interface ServingOptions {
  readonly tensorParallel: number;
  readonly pipelineParallel: number;
  readonly expertParallel: boolean;
  /** Tokens of a sequence, question and answer together. */
  readonly maxLen: number;
  /** Served at once, at most. */
  readonly sequences: number;
  /** Share of a GPU's memory, 0 to 1. */
  readonly utilisation?: number | undefined;
  readonly dtype?: string | undefined;
  readonly quantization?: string | undefined;
  readonly kvCacheDtype?: string | undefined;
  readonly toolParser?: string | undefined;
  readonly reasoningParser?: string | undefined;
  readonly trustRemoteCode: boolean;
}

/** Options of vLLM 0.32 or of trtllm-serve. */
export const servingFlags = (
  engine: ServedDeployment['engine'],
  options: ServingOptions,
): readonly string[] => (engine === 'vllm' ? vllmFlags(options) : trtllmFlags(options));

const vllmFlags = (options: ServingOptions): readonly string[] => [
  ...['--tensor-parallel-size', String(options.tensorParallel)],
  ...option('--pipeline-parallel-size', options.pipelineParallel > 1 && options.pipelineParallel),
  ...flag('--enable-expert-parallel', options.expertParallel),
  ...['--max-model-len', String(options.maxLen), '--max-num-seqs', String(options.sequences)],
  ...option('--gpu-memory-utilization', options.utilisation),
  ...option('--dtype', options.dtype),
  ...option('--quantization', options.quantization),
  ...option('--kv-cache-dtype', options.kvCacheDtype),
  ...flag('--enable-auto-tool-choice', options.toolParser !== undefined),
  ...option('--tool-call-parser', options.toolParser),
  ...option('--reasoning-parser', options.reasoningParser),
  ...flag('--trust-remote-code', options.trustRemoteCode),
];

/** Underscores; number formats are those of the checkpoint. */
const trtllmFlags = (options: ServingOptions): readonly string[] => [
  ...['--backend', 'pytorch', '--tp_size', String(options.tensorParallel)],
  ...option('--pp_size', options.pipelineParallel > 1 && options.pipelineParallel),
  ...option('--ep_size', options.expertParallel && options.tensorParallel),
  ...['--max_seq_len', String(options.maxLen), '--max_batch_size', String(options.sequences)],
  ...option('--kv_cache_free_gpu_memory_fraction', options.utilisation),
  ...option('--tool_parser', options.toolParser),
  ...option('--reasoning_parser', options.reasoningParser),
  ...flag('--trust_remote_code', options.trustRemoteCode),
];

const option = (name: string, value: string | number | false | undefined): readonly string[] =>
  value === undefined || value === false ? [] : [name, String(value)];

const flag = (name: string, on: boolean): readonly string[] => (on ? [name] : []);
