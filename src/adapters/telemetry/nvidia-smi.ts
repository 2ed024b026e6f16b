import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { GpuSample } from '../../domain/deployment/telemetry/gpu-usage.ts';

const QUERY = 'index,power.draw,utilization.gpu,memory.used';
const TIMEOUT_MS = 10_000;

/** One look at all GPUs; none on a machine without nvidia-smi, or where it fails. */
export async function sampleGpus(
  atMs: number,
  env: Readonly<NodeJS.ProcessEnv> = process.env,
): Promise<readonly GpuSample[]> {
  try {
    const args = [`--query-gpu=${QUERY}`, '--format=csv,noheader,nounits'];
    const { stdout } = await promisify(execFile)('nvidia-smi', args, { timeout: TIMEOUT_MS, env });
    return parseSamples(stdout, atMs);
  } catch {
    return [];
  }
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
