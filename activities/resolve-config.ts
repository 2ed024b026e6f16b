import type { AgentInput, ConfigInput } from '../src/contracts/suite-input.ts';
import type { DeploymentPlan } from '../src/domain/deployment/plan/plan-deployment.ts';
import type { AgentSpec, DeploymentSpec, ModelSettings } from '../src/domain/suite/config-run.ts';
import { referenceAgent } from './reference-agent.ts';
import { refuseKey } from './refuse-key.ts';
import { environmentSecrets, type NamedSecret, requireSecret } from './require-secret.ts';
import { apiKeyOf, type HostRules, resolveDeployment, TEMPERATURE } from './resolve-deployment.ts';

/** Calls in flight to agents that have no model server of known capacity. */
const REFERENCE_AGENT_SLOTS = 16;
const REMOTE_AGENT_SLOTS = 4;
const ANSWER_TOKENS_MAX = 1024;

export interface ResolvedParts {
  readonly agent: AgentSpec;
  readonly deployment?: DeploymentSpec;
  /** Of a deployment that the catalogue knows. */
  readonly plan?: DeploymentPlan;
  readonly slots: number;
}

/** Every key of a config takes effect or is refused. @throws ConfigurationError */
export async function resolveParts(config: ConfigInput, rules: HostRules): Promise<ResolvedParts> {
  const { deployment, plan } = await resolveDeployment(config, rules);
  const agent = resolveAgent(config, deployment, rules);
  if (!('model' in agent)) refuseModelSettings(config, agent);
  for (const { key, reference } of secretsOf(agent, deployment)) {
    requireSecret(config, key, reference, rules);
  }
  return {
    agent,
    ...(deployment && { deployment }),
    ...(plan && { plan }),
    slots: slotsOf(agent, deployment),
  };
}

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

function secretsOf(
  agent: AgentSpec,
  deployment: DeploymentSpec | undefined,
): readonly NamedSecret[] {
  const ofKey = (reference: string | undefined): readonly NamedSecret[] =>
    reference === undefined ? [] : [{ key: 'llm_api_key', reference }];
  return [
    ...('model' in agent ? ofKey(agent.model?.apiKey) : []),
    ...(deployment && 'apiKey' in deployment ? ofKey(deployment.apiKey) : []),
    ...environmentSecrets(deployment),
  ];
}

function slotsOf(agent: AgentSpec, deployment: DeploymentSpec | undefined): number {
  if (deployment !== undefined) return deployment.slots;
  return agent.kind === 'url' || agent.kind === 'command'
    ? REMOTE_AGENT_SLOTS
    : REFERENCE_AGENT_SLOTS;
}
