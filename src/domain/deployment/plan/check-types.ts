import { type Check, check } from './check.ts';
import type { PlanRequest, WeightFormat } from './facts.ts';
import { isFp8Kv } from './memory.ts';
import { formatWhole } from './quantities.ts';

/** `--dtype` of vLLM 0.32. */
const VLLM_DTYPES = ['auto', 'half', 'float16', 'bfloat16', 'float', 'float32'] as const;
/** `--kv-cache-dtype` of vLLM 0.32, as far as plans use it. */
export const KV_CACHE_DTYPES = [
  'auto',
  'bfloat16',
  'float16',
  'fp8',
  'fp8_e4m3',
  'fp8_e5m2',
] as const;

/** `--quantization` that agrees with what a checkpoint holds; `fp8` quantises 16-bit weights. */
const QUANTIZATIONS: Readonly<Record<WeightFormat, readonly string[]>> = {
  bf16: ['fp8'],
  fp8: ['fp8', 'compressed-tensors'],
  nvfp4: ['modelopt_fp4'],
  mxfp4: ['mxfp4', 'gpt_oss_mxfp4'],
};

/** Does the engine know the types, and does the checkpoint hold what the flags say? */
export function checkTypes(request: PlanRequest): Check {
  const { checkpoint, dtype, quantization, kvCacheDtype } = request;
  const faults = [
    ...(isOneOf(dtype, VLLM_DTYPES) ? [] : [`dtype ${dtype} is none of ${VLLM_DTYPES.join(', ')}`]),
    ...(isOneOf(kvCacheDtype, KV_CACHE_DTYPES)
      ? []
      : [`KV cache dtype ${kvCacheDtype} is none of ${KV_CACHE_DTYPES.join(', ')}`]),
    ...(isOneOf(quantization, QUANTIZATIONS[checkpoint.format])
      ? []
      : [`${checkpoint.hf} holds ${checkpoint.format} weights, not ${quantization}`]),
  ];
  const kv = isFp8Kv(kvCacheDtype) ? 'fp8' : '16-bit';
  const text =
    faults.length > 0 ? faults.join('; ') : `${checkpoint.format} weights, ${kv} KV cache`;
  return check('DTYPE', faults.length === 0, text);
}

const isOneOf = (value: string | undefined, allowed: readonly string[]): boolean =>
  value === undefined || allowed.includes(value);

/** Is a sequence within what the model was trained to attend to? */
export function checkLength({ model, maxLen }: PlanRequest): Check {
  const ok = maxLen <= model.context;
  const text = `${formatWhole(maxLen)} ${ok ? '<=' : '>'} ${formatWhole(model.context)} tokens of native context`;
  return check('LEN', ok, text);
}
