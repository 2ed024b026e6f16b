import { type Check, check } from './check.ts';
import type { GpuFacts, PlanRequest } from './facts.ts';
import { isFp8Kv, loadsAsFp8 } from './memory.ts';

/** Compute capabilities: Ampere, Ada, Hopper, data-centre Blackwell. */
const AMPERE = 8;
const ADA = 8.9;
const HOPPER = 9;
const BLACKWELL = 10;

interface Need {
  readonly what: string;
  /** Why the GPU cannot, or undefined when it can. */
  readonly fault?: string | undefined;
}

/** Has the GPU the number formats and kernels? Passing checks say what is emulated. */
export function checkArchitecture(request: PlanRequest): Check {
  const { gpu } = request;
  const needs = [weightNeed(request), attentionNeed(request), cacheNeed(request)];
  const faults = needs.flatMap(({ fault }) => fault ?? []);
  const name = `${gpu.name} (compute capability ${gpu.capability.toFixed(1)})`;
  const text = faults.length > 0 ? faults.join('; ') : needs.map(({ what }) => what).join(', ');
  return check('ARCH', faults.length === 0, `${name}: ${text}`);
}

const atLeast = ({ capability }: GpuFacts, least: number, what: string): Need => ({
  what,
  fault: capability >= least ? undefined : `${what} needs ${least.toFixed(1)}`,
});

function weightNeed(request: PlanRequest): Need {
  const { gpu, checkpoint, engine } = request;
  switch (loadsAsFp8(request) ? 'fp8' : checkpoint.format) {
    case 'bf16':
      return atLeast(gpu, AMPERE, 'bf16');
    case 'fp8':
      // Marlin computes in 16 bits and only reads FP8; TensorRT-LLM has no such kernel.
      if (engine === 'tensorrt-llm') return atLeast(gpu, ADA, 'FP8 on TensorRT-LLM');
      return gpu.capability >= ADA
        ? { what: 'FP8 in hardware' }
        : atLeast(gpu, AMPERE, 'FP8 weights computed in 16 bits (Marlin)');
    case 'mxfp4':
      return atLeast(gpu, AMPERE, 'MXFP4 weights');
    case 'nvfp4':
      return atLeast(gpu, BLACKWELL, 'NVFP4');
  }
}

function attentionNeed({ gpu, model }: PlanRequest): Need {
  const { attention } = model;
  if (attention.kind === 'grouped') return { what: 'grouped attention' };
  if (attention.indexBytes === undefined) {
    return gpu.capability >= HOPPER && gpu.dataCentre
      ? { what: 'latent attention (FlashMLA)' }
      : atLeast(gpu, AMPERE, 'latent attention (Triton)');
  }
  const ok = gpu.dataCentre && gpu.capability >= HOPPER;
  return {
    what: 'sparse latent attention',
    fault: ok ? undefined : 'sparse latent attention needs a Hopper or Blackwell data-centre GPU',
  };
}

function cacheNeed({ gpu, model, kvCacheDtype }: PlanRequest): Need {
  if (!isFp8Kv(kvCacheDtype)) return { what: '16-bit KV cache' };
  return model.attention.kind === 'latent'
    ? atLeast(gpu, HOPPER, 'FP8 KV cache of latent attention')
    : atLeast(gpu, ADA, 'FP8 KV cache');
}
