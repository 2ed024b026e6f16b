import type { ConfigInput, SuiteStart } from '../contracts/suite-input.ts';
import type { Given, RunEnvironment } from './run-environment.ts';

/** A key that a config left out and the environment filled. */
export interface FilledKey {
  readonly configId: string;
  readonly key: string;
  /** Of a secret its reference. */
  readonly value: string | number;
  readonly source: string;
}

export interface FilledStart {
  readonly start: SuiteStart;
  readonly filled: readonly FilledKey[];
  /** Why a variable that is set was not used. */
  readonly warnings: readonly string[];
}

/** Fills what configs leave out; what a file says stays. */
export function fillConfigs(start: SuiteStart, environment: RunEnvironment): FilledStart {
  const configs = start.configs.map((config) => fillConfig(config, environment));
  return {
    start: { ...start, configs: configs.map(({ config }) => config) },
    filled: configs.flatMap(({ filled }) => filled),
    warnings: configs.flatMap(({ warning }) => warning ?? []),
  };
}

type FillableKey =
  | 'llm_api_base'
  | 'llm_model'
  | 'llm_temperature'
  | 'llm_provider'
  | 'llm_api_key'
  | 'seed';

class Filling {
  config: ConfigInput;
  readonly filled: FilledKey[] = [];
  warning: string | undefined;

  constructor(config: ConfigInput) {
    this.config = config;
  }

  fill(key: FillableKey, given: Given<string | number> | undefined): void {
    if (given === undefined || this.config[key] !== undefined) return;
    this.config = { ...this.config, [key]: given.value };
    this.filled.push({ configId: this.config.id, key, ...given });
  }
}

function fillConfig(config: ConfigInput, environment: RunEnvironment): Filling {
  const filling = new Filling(config);
  filling.fill('seed', environment.seed);
  if (!asksModel(config)) return filling;
  filling.fill('llm_temperature', environment.temperature);
  const { deployment } = config;
  if (deployment === undefined) fillEndpoint(filling, environment);
  else if (typeof deployment === 'object' && deployment.engine === 'external') {
    filling.fill('llm_model', environment.model);
    fillKey(filling, deployment.base_url, environment);
  }
  return filling;
}

/** A command of the user's gets a model only if its config speaks of one. */
function asksModel(config: ConfigInput): boolean {
  if (config.agent === 'builtin') return true;
  if (!('command' in config.agent)) return false;
  const { deployment, llm_model, llm_api_base, llm_provider } = config;
  return [deployment, llm_model, llm_api_base, llm_provider].some((key) => key !== undefined);
}

function fillEndpoint(filling: Filling, environment: RunEnvironment): void {
  const { llm_provider: provider, llm_api_base: ownBase } = filling.config;
  filling.fill('llm_model', environment.model);
  if (provider === 'openrouter' || provider === 'anthropic') return;
  filling.fill('llm_api_base', environment.baseUrl);
  const base = filling.config.llm_api_base;
  if (base === undefined) {
    // As OpenAI's own client: a key without an address is for OpenAI.
    const { apiKey } = environment;
    if (apiKey) filling.fill('llm_provider', { value: 'openai', source: apiKey.source });
    if (filling.config.llm_provider === 'openai') filling.fill('llm_api_key', apiKey);
  } else if (ownBase === undefined) {
    filling.fill('llm_api_key', environment.apiKey);
  } else {
    fillKey(filling, base, environment);
  }
}

/** A key of the environment does not travel in the clear to a machine that a file names. */
function fillKey(filling: Filling, baseUrl: string, { apiKey }: RunEnvironment): void {
  if (apiKey === undefined || filling.config.llm_api_key !== undefined) return;
  if (isPrivateChannel(baseUrl)) {
    filling.fill('llm_api_key', apiKey);
    return;
  }
  filling.warning =
    `config "${filling.config.id}": ${apiKey.source} is not sent to ${baseUrl}, which is another ` +
    `machine without encryption: if it is meant for it, write llm_api_key: ${apiKey.value}`;
}

function isPrivateChannel(baseUrl: string): boolean {
  const { protocol, hostname } = new URL(baseUrl);
  return protocol === 'https:' || ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
}
