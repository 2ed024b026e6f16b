import type { WrittenDeployment } from '../resolved-serving.ts';
import type { RealVllm } from './provide-vllm.ts';

/** The name it is served under. */
export const MODEL = 'smollm2-135m-instruct';

/** Tokens of a sequence. */
export const CONTEXT = 2048;

/**
 * The small model on the CPU, as a user writes it into a suite; without graphs, which take longer
 * to compile than the tests run.
 */
export function vllmDeployment({ checkpoint, env }: RealVllm, slots: number): WrittenDeployment {
  // The host finds the program; what it is told about itself is the deployment's.
  const { PATH: _, ...environment } = env;
  return {
    engine: 'vllm',
    model: MODEL,
    checkpoint,
    context: CONTEXT,
    slots,
    tool_parser: 'hermes',
    environment,
    flags: ['--enforce-eager'],
  };
}
