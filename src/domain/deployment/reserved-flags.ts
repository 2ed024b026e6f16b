import type { ServedDeployment } from '../suite/config-run.ts';

type Engine = ServedDeployment['engine'];

const OURS = 'is chosen by durabench: remove it';
const LOCKS = 'would lock out those who ask the server: it listens on loopback only; remove it';
const keyed = (key: string): string => `is the key ${key}: write it there`;

/** Options with dashes, by what is wrong with them; it ends a sentence that begins with the flag. */
const COMMON: readonly (readonly [problem: string, options: readonly string[]])[] = [
  [OURS, ['host', 'port', 'model']],
  [keyed('trust_remote_code'), ['trust-remote-code']],
  [keyed('tensor_parallel'), ['tensor-parallel-size']],
  [keyed('pipeline_parallel'), ['pipeline-parallel-size']],
];
const RESERVED: Readonly<Record<Engine, typeof COMMON>> = {
  vllm: [
    ...COMMON,
    [OURS, ['uds', 'config', 'served-model-name', 'headless']],
    [LOCKS, ['api-key', 'ssl-keyfile', 'ssl-certfile', 'root-path']],
    [keyed('context'), ['max-model-len']],
    [keyed('slots'), ['max-num-seqs']],
    [keyed('tool_parser'), ['tool-call-parser']],
    [keyed('gpu_util'), ['gpu-memory-utilization', 'device-memory-utilization']],
    [keyed('kv_cache_dtype'), ['kv-cache-dtype']],
    [keyed('tensor_parallel'), ['tp']],
    [keyed('pipeline_parallel'), ['pp']],
  ],
  'tensorrt-llm': [
    ...COMMON,
    [keyed('context'), ['max-seq-len']],
    [keyed('slots'), ['max-batch-size']],
    [keyed('tool_parser'), ['tool-parser']],
    [keyed('gpu_util'), ['kv-cache-free-gpu-memory-fraction', 'free-gpu-memory-fraction']],
    [keyed('tensor_parallel'), ['tp-size']],
    [keyed('pipeline_parallel'), ['pp-size']],
  ],
};

/** Of a beginning that vLLM takes for the whole option. */
const SHORTEST = 3;

/**
 * What is wrong with more options for an engine, or undefined. vLLM takes a unique beginning of an
 * option for the option, and underscores for dashes.
 */
export function flagProblem(flags: readonly string[], engine: Engine): string | undefined {
  for (const flag of flags) {
    if (!flag.startsWith('-')) continue;
    const [name = ''] = flag.replace(/^--?/, '').replaceAll('_', '-').split('=');
    const isMeant = (option: string): boolean =>
      option === name || (engine === 'vllm' && name.length >= SHORTEST && option.startsWith(name));
    const found = RESERVED[engine].find(([, options]) => options.some(isMeant));
    if (found !== undefined) return `"${flag}" ${found[0]}`;
  }
  return undefined;
}
