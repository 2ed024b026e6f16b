import type { ServedDeployment } from '../../../src/domain/suite/config-run.ts';
import type { RealVllm } from './provide-vllm.ts';

/** Tokens of a sequence. */
const CONTEXT = 2048;
const SLOTS = 4;

/** The small model on the CPU; without graphs, which take longer to compile than the tests run. */
export const vllmDeployment = ({ checkpoint, env }: RealVllm): ServedDeployment => {
  const { PATH: _, ...environment } = env;
  return {
    engine: 'vllm',
    model: 'smollm2-135m-instruct',
    checkpoint,
    launcher: 'process',
    flags: [
      ...['--enforce-eager', '--max-model-len', String(CONTEXT), '--max-num-seqs', String(SLOTS)],
      ...['--enable-auto-tool-choice', '--tool-call-parser', 'hermes'],
    ],
    environment,
    context: CONTEXT,
    slots: SLOTS,
    toolParser: 'hermes',
  };
};
