import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { FoundGpu } from '../../domain/deployment/telemetry/gpu-mismatch.ts';
import { ConfigurationError } from '../../domain/errors.ts';

const QUERY = 'index,uuid,name,memory.total';
const TIMEOUT_MS = 30_000;

/**
 * The GPUs that a server on this machine would see: CUDA_VISIBLE_DEVICES leaves out the others.
 * Undefined on a machine without nvidia-smi.
 * @throws ConfigurationError when nvidia-smi is there and fails
 */
export async function findGpus(
  env: Readonly<NodeJS.ProcessEnv>,
): Promise<readonly FoundGpu[] | undefined> {
  try {
    const args = [`--query-gpu=${QUERY}`, '--format=csv,noheader,nounits'];
    const { stdout } = await promisify(execFile)('nvidia-smi', args, { timeout: TIMEOUT_MS, env });
    return parseGpus(stdout, env.CUDA_VISIBLE_DEVICES);
  } catch (error) {
    const { code, stdout = '', message } = error as Error & { code?: unknown; stdout?: string };
    if (code === 'ENOENT') return undefined;
    throw new ConfigurationError(
      `nvidia-smi cannot say which GPUs there are (${stdout.trim() || message}): see "durabench doctor --gpu"`,
      {},
      { cause: error },
    );
  }
}

/** @param visible indices or UUIDs with commas between; all when undefined. */
export function parseGpus(csv: string, visible: string | undefined): readonly FoundGpu[] {
  const shown = visible?.split(',').map((word) => word.trim());
  return csv.split('\n').flatMap((row): readonly FoundGpu[] => {
    const [index = '', uuid = '', name = '', memory = ''] = row
      .split(',')
      .map((cell) => cell.trim());
    if (!/^\d+$/.test(index) || !/^\d+$/.test(memory)) return [];
    // CUDA takes the beginning of a UUID for the whole.
    const isShown = shown?.some((word) => word === index || (word !== '' && uuid.startsWith(word)));
    return isShown === false ? [] : [{ name, memoryMib: Number(memory) }];
  });
}
