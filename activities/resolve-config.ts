import { isSecretName } from '../src/adapters/artifacts/redact.ts';
import type { AgentInput, ConfigInput, DeploymentInput } from '../src/contracts/suite-input.ts';
import type { AgentSpec, DeploymentSpec, ModelSettings } from '../src/domain/suite/config-run.ts';
import { endpointOf } from './provider-endpoint.ts';
import { referenceAgent } from './reference-agent.ts';
import { refuseKey } from './refuse-key.ts';

/** What the worker allows and knows; power on a host is the host's to give. */
export interface HostRules {
  readonly allowCommand: boolean;
  /** @throws ConfigurationError naming the recipes there are. */
  readonly readRecipe: (name: string) => Promise<DeploymentInput>;
  readonly hasEnvironmentVariable: (name: string) => boolean;
}

/** Calls in flight to agents that have no model server of known capacity. */
const REFERENCE_AGENT_SLOTS = 16;
const REMOTE_AGENT_SLOTS = 4;
/** Of models whose config says nothing else. */
const TEMPERATURE = 0;
const ANSWER_TOKENS_MAX = 1024;

export interface ResolvedParts {
  readonly agent: AgentSpec;
  readonly deployment?: DeploymentSpec;
  readonly slots: number;
}

/** Every key of a config takes effect or is refused. @throws ConfigurationError */
export async function resolveParts(config: ConfigInput, rules: HostRules): Promise<ResolvedParts> {
  const deployment = await resolveDeployment(config, rules);
  const agent = resolveAgent(config, deployment, rules);
  if (!('model' in agent)) refuseModelSettings(config, agent);
  for (const secret of secretsOf(agent, deployment)) {
    const name = secret.slice(2, -1);
    if (!rules.hasEnvironmentVariable(name)) {
      throw refuseKey(
        config,
        'llm_api_key',
        `names \${${name}}, which is not set: add it to .env or to the worker's environment`,
      );
    }
    if (!isSecretName(name)) {
      throw refuseKey(
        config,
        'llm_api_key',
        `names \${${name}}, whose value would not be masked in records: rename the variable so that it ends in _KEY, _TOKEN or _SECRET`,
      );
    }
  }
  return { agent, ...(deployment && { deployment }), slots: slotsOf(agent, deployment) };
}

async function resolveDeployment(
  config: ConfigInput,
  rules: HostRules,
): Promise<DeploymentSpec | undefined> {
  const { deployment: named } = config;
  const { base } = endpointOf(config);
  if (named !== undefined && config.llm_api_base !== undefined) {
    throw refuseKey(
      config,
      'llm_api_base',
      'stands beside "deployment", which has an endpoint of its own: remove one',
    );
  }
  if (named === undefined && base === undefined) return undefined;
  const input: DeploymentInput =
    named === undefined
      ? { engine: 'external', base_url: base ?? '', slots: 4 }
      : typeof named === 'string'
        ? await rules.readRecipe(named)
        : named;
  return input.engine === 'external'
    ? resolveExternal(config, input)
    : resolveNodeLlamaCpp(config, rules, input);
}

function resolveExternal(
  config: ConfigInput,
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
  config: ConfigInput,
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
  config: ConfigInput,
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

function resolveAgent(
  config: ConfigInput,
  deployment: DeploymentSpec | undefined,
  rules: HostRules,
): AgentSpec {
  const agent: AgentInput = config.agent;
  if (agent === 'builtin') {
    if (deployment === undefined) {
      throw refuseKey(
        config,
        'deployment',
        'is missing: the built-in agent needs a model; give "deployment", "llm_api_base" or "llm_provider", or set OPENAI_API_BASE in .env',
      );
    }
    return { kind: 'builtin', model: modelSettings(config, deployment) };
  }
  if ('command' in agent) {
    if (!rules.allowCommand) {
      throw refuseKey(
        config,
        'agent.command',
        'is refused by this host: start its worker with --allow-command',
      );
    }
    return {
      kind: 'command',
      command: agent.command,
      ...(deployment && { model: modelSettings(config, deployment) }),
    };
  }
  if (deployment !== undefined) {
    throw refuseKey(
      config,
      'deployment',
      'has no effect: this agent does not use a model that we serve',
    );
  }
  if ('url' in agent) return { kind: 'url', url: agent.url };
  return referenceAgent(agent);
}

/** `llm_api_base` is refused with the deployment it makes. */
const MODEL_KEYS = [
  'llm_model',
  'llm_api_key',
  'llm_provider',
  'llm_temperature',
  'llm_max_tokens',
  'llm_tools',
] as const;

/** Keys that would be dropped: nothing we start asks a model. */
function refuseModelSettings(config: ConfigInput, { kind }: AgentSpec): void {
  for (const key of MODEL_KEYS) {
    if (config[key] === undefined) continue;
    throw refuseKey(config, key, `has no effect: the agent "${kind}" is given no model by us`);
  }
}

const modelSettings = (config: ConfigInput, { engine, model }: DeploymentSpec): ModelSettings => ({
  ...(engine === 'anthropic' && { provider: 'anthropic' }),
  model,
  temperature: config.llm_temperature ?? TEMPERATURE,
  maxTokens: config.llm_max_tokens ?? ANSWER_TOKENS_MAX,
  tools: config.llm_tools ?? true,
  ...apiKeyOf(config),
});

const apiKeyOf = (config: ConfigInput): { readonly apiKey?: string } => {
  const { apiKey } = endpointOf(config);
  return apiKey === undefined ? {} : { apiKey };
};

const secretsOf = (agent: AgentSpec, deployment: DeploymentSpec | undefined): readonly string[] => [
  ...('model' in agent && agent.model?.apiKey !== undefined ? [agent.model.apiKey] : []),
  ...(deployment !== undefined && 'apiKey' in deployment && deployment.apiKey !== undefined
    ? [deployment.apiKey]
    : []),
];

function slotsOf(agent: AgentSpec, deployment: DeploymentSpec | undefined): number {
  if (deployment !== undefined) return deployment.slots;
  return agent.kind === 'url' || agent.kind === 'command'
    ? REMOTE_AGENT_SLOTS
    : REFERENCE_AGENT_SLOTS;
}
