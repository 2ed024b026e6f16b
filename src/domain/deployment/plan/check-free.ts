import { type Check, check } from './check.ts';
import type { GpuFacts, PlanRequest } from './facts.ts';
import { formatGb } from './quantities.ts';

/**
 * The CUDA context of the engine's process: 0.52 GiB, as 78.66 of 79.18 GiB are free on an idle H100
 * when vLLM takes its first look. Other GPUs were not measured.
 */
const CONTEXT_BYTES = 0.52 * 2 ** 30;

/** Is what the engine asks for free, before it has loaded anything? vLLM refuses to start otherwise. */
export function checkFree({ engine, gpu, utilisation }: PlanRequest): Check {
  if (engine === 'tensorrt-llm') {
    return check('FREE', true, 'TensorRT-LLM asks for a share of what is free');
  }
  const asked = gpu.hbmBytes * utilisation;
  const free = freeBytes(gpu);
  const isFree = asked <= free;
  const text = [
    `asks for ${formatGb(gpu.hbmBytes)} x ${utilisation} = ${exactGb(asked)}`,
    isFree ? '<=' : '>',
    `${formatGb(gpu.hbmBytes)} - ${exactGb(CONTEXT_BYTES)} CUDA context = ${exactGb(free)} free`,
  ].join(' ');
  return check('FREE', isFree, isFree ? text : `${text}; at most ${utilisationMax(gpu)}`);
}

/** The highest share that can be free, in hundredths as people write it. */
export const utilisationMax = (gpu: GpuFacts): number =>
  Math.floor((100 * freeBytes(gpu)) / gpu.hbmBytes) / 100;

const freeBytes = ({ hbmBytes }: GpuFacts): number => hbmBytes - CONTEXT_BYTES;

/** Both sides of the comparison may be equal in a tenth of a GB. */
const exactGb = (bytes: number): string => `${(bytes / 1e9).toFixed(2)} GB`;
