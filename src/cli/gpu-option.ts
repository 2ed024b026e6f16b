import type { GpuFacts } from '../domain/deployment/plan/facts.ts';
import { type GpuSet, parseGpuSet } from '../domain/deployment/plan/gpu-set.ts';
import { ConfigurationError } from '../domain/errors.ts';

/** GPUs given on the command line. @throws ConfigurationError naming the option */
export function parseGpuOption(option: string, text: string, gpus: readonly GpuFacts[]): GpuSet {
  try {
    return parseGpuSet(text, gpus);
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    throw new ConfigurationError(`${option} ${text}: ${error.message}`, {}, { cause: error });
  }
}
