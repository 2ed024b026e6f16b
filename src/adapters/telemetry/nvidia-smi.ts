import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { GpuSample } from '../../domain/deployment/telemetry/gpu-usage.ts';

const QUERY = 'index,power.draw,utilization.gpu,memory.used';
const FORMAT = '--format=csv,noheader,nounits';
const TIMEOUT_MS = 10_000;

/** One look at the first `gpus` GPUs that may be used; none without nvidia-smi, or where it fails. */
export async function sampleGpus(
  gpus: number,
  atMs: number,
  signal: AbortSignal,
  env: Readonly<NodeJS.ProcessEnv> = process.env,
): Promise<readonly GpuSample[]> {
  try {
    const args = [`--id=${usedGpus(gpus, env).join(',')}`, `--query-gpu=${QUERY}`, FORMAT];
    const options = { timeout: TIMEOUT_MS, env, signal };
    const { stdout } = await promisify(execFile)('nvidia-smi', args, options);
    return parseSamples(stdout, atMs);
  } catch {
    return [];
  }
}

/** Engines take the first of those they see; nvidia-smi sees all, whatever the environment says. */
function usedGpus(gpus: number, { CUDA_VISIBLE_DEVICES: visible }: Readonly<NodeJS.ProcessEnv>) {
  const all = Array.from({ length: gpus }, (_, index) => String(index));
  if (visible === undefined || visible === '') return all;
  return visible
    .split(',')
    .map((word) => word.trim())
    .slice(0, gpus);
}

/** Fields such as `[N/A]` and `[Not Supported]`, which GPUs cut by MIG show, are left out. */
export function parseSamples(csv: string, atMs: number): readonly GpuSample[] {
  return csv.split('\n').flatMap((row): readonly GpuSample[] => {
    const [gpu = '', power, utilisation, memory] = row.split(',').map((cell) => cell.trim());
    if (!/^\d+$/.test(gpu)) return [];
    return [
      {
        atMs,
        gpu,
        ...numeric('powerW', power),
        ...numeric('utilisationPercent', utilisation),
        ...numeric('memoryMib', memory),
      },
    ];
  });
}

const numeric = <Name extends string>(name: Name, text = ''): { readonly [N in Name]?: number } =>
  /^\d+(\.\d+)?$/.test(text) ? ({ [name]: Number(text) } as { [N in Name]: number }) : {};
