/** How the numbers of a checkpoint are stored. */
export const WEIGHT_FORMATS = ['bf16', 'fp8', 'nvfp4', 'mxfp4'] as const;
export type WeightFormat = (typeof WEIGHT_FORMATS)[number];

export interface Checkpoint {
  readonly id: string;
  /** Repository of the hub, `owner/name`. */
  readonly hf: string;
  readonly format: WeightFormat;
  /** Of all weights that an engine loads. */
  readonly bytes: number;
  /** Columns that share a scale; a shard must hold whole blocks. */
  readonly block?: number | undefined;
}

type Attention =
  | { readonly kind: 'grouped'; readonly kvHeads: number; readonly headSize: number }
  | {
      /** One latent vector a token and layer, the same on every GPU. */
      readonly kind: 'latent';
      readonly kvRank: number;
      readonly ropeSize: number;
      /** Of the sparse index, a token and layer; absent for dense attention. */
      readonly indexBytes?: number | undefined;
    };

interface Parsers {
  readonly tool?: string | undefined;
  readonly reasoning?: string | undefined;
}

export interface ModelFacts {
  readonly id: string;
  /** Tokens of its native context. */
  readonly context: number;
  readonly layers: number;
  readonly heads: number;
  readonly hidden: number;
  /** Width of a dense feed-forward layer. */
  readonly ffn: number;
  readonly vocabulary: number;
  readonly attention: Attention;
  /** `active` routed experts and `shared` ones see each token; `ffn` is the width of one. */
  readonly experts?:
    | { readonly active: number; readonly shared: number; readonly ffn: number }
    | undefined;
  /** The first is what is served unless another is asked for. */
  readonly checkpoints: readonly Checkpoint[];
  readonly parsers: Readonly<Record<Engine, Parsers>>;
  /** The next smaller model for the same work. */
  readonly smaller?: string | undefined;
}

export interface GpuFacts {
  readonly id: string;
  readonly name: string;
  /** What CUDA offers to a process. Memory of the CPU is not in it. */
  readonly hbmBytes: number;
  /** Compute capability: 8.9, 9, 10. */
  readonly capability: number;
  readonly dataCentre: boolean;
  /** GPUs of one server at most. */
  readonly perNode: number;
  /** Tokens that vLLM computes at once by default on this GPU. */
  readonly prefillTokens: number;
  /** Nominal, as is the next. */
  readonly memoryBytesPerSecond: number;
  /** Dense, of 16-bit numbers. */
  readonly flopsPerSecond: number;
}

export const ENGINES = ['vllm', 'tensorrt-llm'] as const;
export type Engine = (typeof ENGINES)[number];

/** A deployment to judge. */
export interface PlanRequest {
  readonly engine: Engine;
  readonly model: ModelFacts;
  readonly checkpoint: Checkpoint;
  readonly gpu: GpuFacts;
  readonly tensorParallel: number;
  readonly pipelineParallel: number;
  readonly expertParallel: boolean;
  /** Tokens of a sequence, question and answer together. */
  readonly maxLen: number;
  /** Sequences of full length at the same time. */
  readonly concurrency: number;
  /** Share of a GPU's memory that the engine may use, 0 to 1. */
  readonly utilisation: number;
  readonly dtype?: string | undefined;
  readonly quantization?: string | undefined;
  readonly kvCacheDtype?: string | undefined;
  readonly trustRemoteCode: boolean;
}

export const gpuCount = ({
  tensorParallel,
  pipelineParallel,
}: Pick<PlanRequest, 'tensorParallel' | 'pipelineParallel'>): number =>
  tensorParallel * pipelineParallel;
