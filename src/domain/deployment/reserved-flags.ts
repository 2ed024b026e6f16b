import type { ServedDeployment } from '../suite/config-run.ts';

interface Reserved {
  readonly option: string;
  /** Ends a sentence that begins with the flag. */
  readonly problem: string;
}

const OURS = 'is chosen by durabench: remove it';
const LOCKS = 'would lock out those who ask the server: it listens on loopback only; remove it';

/** Of both engines, with dashes. What a key of the deployment says must not be said twice. */
const RESERVED: readonly Reserved[] = [
  ...['host', 'port', 'model', 'uds', 'config', 'served-model-name', 'headless'].map((option) => ({
    option,
    problem: OURS,
  })),
  ...['api-key', 'ssl-keyfile', 'ssl-certfile', 'root-path'].map((option) => ({
    option,
    problem: LOCKS,
  })),
  { option: 'trust-remote-code', problem: 'is the key trust_remote_code: write it there' },
  { option: 'max-model-len', problem: 'is the key context: write it there' },
  { option: 'max-seq-len', problem: 'is the key context: write it there' },
  { option: 'tool-call-parser', problem: 'is the key tool_parser: write it there' },
  { option: 'tool-parser', problem: 'is the key tool_parser: write it there' },
];

/** The options of an engine that may stand for another one when cut short. */
const SHORTEST = 3;

/**
 * What is wrong with more options for an engine, or undefined. vLLM takes a unique beginning of an
 * option for the option, and underscores for dashes.
 */
export function flagProblem(
  flags: readonly string[],
  engine: ServedDeployment['engine'],
): string | undefined {
  for (const flag of flags) {
    if (!flag.startsWith('-')) continue;
    const [name = ''] = flag.replace(/^--?/, '').replaceAll('_', '-').split('=');
    const reserved = RESERVED.find(
      ({ option }) =>
        option === name ||
        (engine === 'vllm' && name.length >= SHORTEST && option.startsWith(name)),
    );
    if (reserved !== undefined) return `"${flag}" ${reserved.problem}`;
  }
  return undefined;
}
