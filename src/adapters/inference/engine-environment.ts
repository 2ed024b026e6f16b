import type { ServedDeployment } from '../../domain/suite/config-run.ts';
import { readSecret } from './secret-reference.ts';

/** What engines read of the host's environment: caches, drivers, threads, proxies. */
const INHERITED = /^(HF_|HUGGING_FACE_|VLLM_|TRTLLM_|TLLM_|CUDA_|NCCL_|NVIDIA_|TORCH|OMP_|MKL_)/;
const PROXIES = ['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY', 'http_proxy', 'https_proxy', 'no_proxy'];
/** In a container the host's paths and device numbers mean something else. */
const OF_CONTAINERS = [
  'HF_TOKEN',
  'HUGGING_FACE_HUB_TOKEN',
  'HF_ENDPOINT',
  'HF_HUB_OFFLINE',
  ...PROXIES,
];

/** A key that vLLM takes from the environment would lock out everyone who asks it. */
const NEVER = ['VLLM_API_KEY'];

/**
 * The environment of an engine: what is its business of the host's, then what the deployment says.
 * @throws ConfigurationError when a secret that the deployment names is not set.
 */
export function engineEnvironment(
  { environment, launcher }: ServedDeployment,
  env: Readonly<NodeJS.ProcessEnv>,
): Readonly<Record<string, string>> {
  const inherited = Object.entries(env).flatMap(([name, value]) =>
    isInherited(name, launcher) && value !== undefined ? [[name, value] as const] : [],
  );
  const own = Object.entries(environment).map(
    ([name, value]) => [name, value.startsWith('${') ? readSecret(value, env) : value] as const,
  );
  // Benchmarks are nobody's usage statistics, unless the host says otherwise.
  return { VLLM_NO_USAGE_STATS: '1', ...Object.fromEntries([...inherited, ...own]) };
}

const isInherited = (name: string, launcher: ServedDeployment['launcher']): boolean =>
  launcher === 'docker'
    ? OF_CONTAINERS.includes(name)
    : !NEVER.includes(name) && (INHERITED.test(name) || PROXIES.includes(name));
