import type { DeploymentInput } from '../src/contracts/deployment-input.ts';
import type { DeploymentPlan } from '../src/domain/deployment/plan/plan-deployment.ts';
import type { PlannedServing } from '../src/domain/deployment/plan/planned-serving.ts';
import type { DeploymentSpec } from '../src/domain/suite/config-run.ts';
import { endpointOf } from './provider-endpoint.ts';
import { refuseKey } from './refuse-key.ts';
import { resolvePlanned, resolveServed } from './resolve-served.ts';
import type { ModelConfig, ServingRules } from './serving-rules.ts';

/** What the worker allows and knows; power on a host is the host's to give. */
export interface HostRules extends ServingRules {
  /** A recipe of ours, or one of the catalogue. @throws ConfigurationError naming those there are. */
  readonly readRecipe: (name: string) => Promise<DeploymentInput | PlannedServing>;
  readonly hasEnvironmentVariable: (name: string) => boolean;
}

/** Of models whose config says nothing else. */
export const TEMPERATURE = 0;

export interface ResolvedDeployment {
  readonly deployment?: DeploymentSpec;
  readonly plan?: DeploymentPlan;
}

/** What serves the model of a config. @throws ConfigurationError */
export async function resolveDeployment(
  config: ModelConfig,
  rules: HostRules,
): Promise<ResolvedDeployment> {
  const { deployment: named } = config;
  const { base } = endpointOf(config);
  if (named !== undefined && config.llm_api_base !== undefined) {
    throw refuseKey(
      config,
      'llm_api_base',
      'stands beside "deployment", which has an endpoint of its own: remove one',
    );
  }
  if (named === undefined) {
    if (base === undefined) return {};
    const endpoint = { engine: 'external', base_url: base, slots: 4 } as const;
    return { deployment: resolveExternal(config, endpoint) };
  }
  const recipe = typeof named === 'string' ? named : undefined;
  const input = typeof named === 'string' ? await rules.readRecipe(named) : named;
  if ('plan' in input) return resolvePlanned(config, input, rules);
  switch (input.engine) {
    case 'external':
      return { deployment: resolveExternal(config, input) };
    case 'node-llama-cpp':
      return { deployment: resolveNodeLlamaCpp(config, rules, input) };
    case 'vllm':
    case 'tensorrt-llm':
      return resolveServed(config, input, rules, recipe);
  }
}

function resolveExternal(
  config: ModelConfig,
  { base_url, slots }: DeploymentInput & { engine: 'external' },
): DeploymentSpec {
  if (!/^https?:/.test(base_url)) {
    const key = config.llm_api_base === undefined ? 'deployment.base_url' : 'llm_api_base';
    throw refuseKey(config, key, `is "${base_url}": give an http or https URL`);
  }
  if (config.llm_model === undefined) {
    throw refuseKey(
      config,
      'llm_model',
      'is missing: an external endpoint may serve several models',
    );
  }
  const endpoint = { model: config.llm_model, baseUrl: base_url.replace(/\/+$/, ''), slots };
  return config.llm_provider === 'anthropic'
    ? resolveAnthropic(config, endpoint)
    : { engine: 'external', ...endpoint, ...apiKeyOf(config) };
}

function resolveAnthropic(
  config: ModelConfig,
  endpoint: Pick<DeploymentSpec & { engine: 'anthropic' }, 'model' | 'baseUrl' | 'slots'>,
): DeploymentSpec {
  const { apiKey } = apiKeyOf(config);
  if (apiKey === undefined) {
    throw refuseKey(config, 'llm_api_key', 'is missing: name the key that this address takes');
  }
  if ((config.llm_temperature ?? TEMPERATURE) > 1) {
    throw refuseKey(config, 'llm_temperature', 'is above 1, the most that "anthropic" takes');
  }
  return { engine: 'anthropic', ...endpoint, apiKey };
}

function resolveNodeLlamaCpp(
  config: ModelConfig,
  { allowCommand }: HostRules,
  { model, context, slots, threads }: DeploymentInput & { engine: 'node-llama-cpp' },
): DeploymentSpec {
  const isFile = model.startsWith('/');
  if (isFile && !allowCommand) {
    throw refuseKey(
      config,
      'deployment.model',
      'is a file of this host: start its worker with --allow-command, or name a model of config/models.yaml',
    );
  }
  const served = isFile ? modelNameOf(model) : model;
  if (config.llm_model !== undefined && config.llm_model !== served) {
    throw refuseKey(
      config,
      'llm_model',
      `is "${config.llm_model}", but the deployment serves "${served}"`,
    );
  }
  return {
    engine: 'node-llama-cpp',
    model: served,
    weights: model,
    context,
    slots,
    ...(threads !== undefined && { threads }),
  };
}

const modelNameOf = (path: string): string => path.replace(/^.*\//, '').replace(/\.gguf$/, '');

export const apiKeyOf = (config: ModelConfig): { readonly apiKey?: string } => {
  const { apiKey } = endpointOf(config);
  return apiKey === undefined ? {} : { apiKey };
};
