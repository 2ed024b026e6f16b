import type { ConfigInput } from '../src/contracts/suite-input.ts';
import { refuseKey } from './refuse-key.ts';

interface Endpoint {
  readonly base?: string;
  /** `${NAME}` */
  readonly apiKey?: string;
}

/** The keys of a config by which it names an API. */
type AskedApi = Pick<
  ConfigInput,
  'id' | 'llm_provider' | 'llm_api_base' | 'llm_api_key' | 'deployment'
>;

/** What a provider's name stands for where a config says no more. */
const PROVIDERS = {
  openai: { base: 'https://api.openai.com/v1', apiKey: '${OPENAI_API_KEY}' },
  anthropic: { base: 'https://api.anthropic.com', apiKey: '${ANTHROPIC_API_KEY}' },
  openrouter: { base: 'https://openrouter.ai/api/v1', apiKey: '${OPENROUTER_API_KEY}' },
} as const;

/**
 * Address and key of the API that a config asks itself; neither for one that has a deployment.
 * A key goes only to the provider it belongs to: beside another address it must be named.
 * @throws ConfigurationError for a provider without an address
 */
export function endpointOf(config: AskedApi): Endpoint {
  const { llm_provider: provider, llm_api_base: base, llm_api_key: apiKey, deployment } = config;
  if (deployment !== undefined) {
    if (provider === 'openrouter' || provider === 'anthropic') {
      throw refuseKey(config, 'llm_provider', 'has no effect beside "deployment": remove one');
    }
    return { ...(apiKey !== undefined && { apiKey }) };
  }
  if (provider === 'vllm' && base === undefined) {
    throw refuseKey(
      config,
      'llm_api_base',
      'is missing: a vLLM server has no address of its own; give one such as http://gpu-box:8000/v1',
    );
  }
  if (provider === undefined || provider === 'vllm' || base !== undefined) {
    return { ...(base !== undefined && { base }), ...(apiKey !== undefined && { apiKey }) };
  }
  const implied = PROVIDERS[provider];
  return { base: implied.base, apiKey: apiKey ?? implied.apiKey };
}
