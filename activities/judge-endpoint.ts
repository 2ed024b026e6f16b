import type { EvalConfig } from '../src/contracts/eval-config.ts';
import type { LlmProvider } from '../src/contracts/llm-providers.ts';
import type { ConfigInput } from '../src/contracts/suite-input.ts';
import type { JudgeSpec } from '../src/domain/suite/config-run.ts';
import { endpointOf } from './provider-endpoint.ts';
import { refuseKey } from './refuse-key.ts';
import type { HostRules } from './resolve-deployment.ts';

/** The original's judge where its files name none. */
const DEFAULT_MODEL = 'gpt-4o-mini';
const OPENAI_KEY = 'OPENAI_API_KEY';
/** They say whose the key is: it is not OpenAI's then. */
const OPENAI_ADDRESSES = ['OPENAI_API_BASE', 'OPENAI_BASE_URL'] as const;

/** A config and the judge its eval config names; null for one switched off, or none. */
export interface JudgeChoice {
  readonly config: ConfigInput;
  readonly llmEval: NonNullable<EvalConfig['llm_eval']> | null;
}

/** Where a judge is asked, and the key of the config that its secret comes from. */
export type JudgePlace = Pick<
  JudgeSpec,
  'provider' | 'model' | 'baseUrl' | 'apiKey' | 'deployment' | 'deploymentId' | 'phase'
> & { readonly apiKeySource: string };

interface Named {
  readonly provider?: LlmProvider | undefined;
  readonly base?: string | undefined;
  /** `${NAME}` */
  readonly apiKey?: string | undefined;
  /** Of `judge`, else of `llm_eval`. */
  readonly from: 'judge' | 'llm_eval';
}

/**
 * The endpoint of a judge that is asked elsewhere. Undefined where `llm_eval` names neither model
 * nor address, and no key is there to ask OpenAI with.
 * @throws ConfigurationError
 */
export function locateJudge(choice: JudgeChoice, rules: HostRules): JudgePlace | undefined {
  const { config, llmEval } = choice;
  const model = config.judge?.model ?? llmEval?.model ?? undefined;
  const written = namedEndpoint(choice);
  const named = hasAddress(written) ? written : ofOpenAi(written, rules);
  if (named === undefined) {
    if (config.judge === undefined && model === undefined) return undefined;
    throw refuseKey(
      config,
      `${written.from}.api_base`,
      `is missing: say where the judge is asked, or set ${OPENAI_KEY} for OpenAI, without ${OPENAI_ADDRESSES.join(' and ')}`,
    );
  }
  const { base, apiKey } = endpointOfNamed(config, named);
  if (model === undefined && !(llmEval !== null && named.base === undefined)) {
    throw refuseKey(
      config,
      `${named.from}.model`,
      'is missing: an endpoint may serve several models',
    );
  }
  const provider = named.provider === 'anthropic' ? 'anthropic' : 'openai';
  return {
    provider,
    model: model ?? DEFAULT_MODEL,
    baseUrl: base.replace(/\/+$/, ''),
    ...(apiKey !== undefined && { apiKey }),
    apiKeySource: `${named.from}.api_key`,
  };
}

/** Address and key belong together: a key of `llm_eval` goes to no address that `judge` names. */
function namedEndpoint({ config: { judge }, llmEval }: JudgeChoice): Named {
  if (judge?.provider !== undefined || judge?.api_base !== undefined) {
    const { provider, api_base: base, api_key: apiKey } = judge;
    return { provider, base, apiKey, from: 'judge' };
  }
  return {
    base: llmEval?.api_base ?? undefined,
    apiKey: judge?.api_key ?? llmEval?.api_key ?? undefined,
    from: judge?.api_key !== undefined || llmEval === null ? 'judge' : 'llm_eval',
  };
}

const hasAddress = ({ provider, base }: Named): boolean =>
  provider !== undefined || base !== undefined;

/** A key without an address is for OpenAI, as its own client has it. */
function ofOpenAi(named: Named, { hasEnvironmentVariable: isSet }: HostRules): Named | undefined {
  const isOpenAis = isSet(OPENAI_KEY) && !OPENAI_ADDRESSES.some((name) => isSet(name));
  return named.apiKey !== undefined || isOpenAis ? { ...named, provider: 'openai' } : undefined;
}

function endpointOfNamed(
  config: ConfigInput,
  { provider, base: written, apiKey: key, from }: Named,
): { readonly base: string; readonly apiKey?: string } {
  if (provider === 'vllm' && written === undefined) {
    throw refuseKey(
      config,
      `${from}.api_base`,
      'is missing: a vLLM server has no address of its own; give one such as http://gpu-box:8000/v1',
    );
  }
  const { id } = config;
  const api = { id, llm_provider: provider, llm_api_base: written, llm_api_key: key };
  const { base = '', apiKey } = endpointOf(api);
  if (!/^https?:/.test(base)) {
    throw refuseKey(config, `${from}.api_base`, `is "${base}": give an http or https URL`);
  }
  if (provider === 'anthropic' && apiKey === undefined) {
    throw refuseKey(config, `${from}.api_key`, 'is missing: name the key that this address takes');
  }
  return { base, ...(apiKey !== undefined && { apiKey }) };
}
