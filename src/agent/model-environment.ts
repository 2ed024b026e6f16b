import { z } from 'zod';
import { ConfigurationError } from '../domain/errors.ts';
import { MODEL_PROVIDERS, type ModelProvider } from '../domain/suite/config-run.ts';
import type { ModelOptions } from './model-options.ts';

type Variables = Readonly<Record<string, string | undefined>>;

const MAX_TOKENS_DEFAULT = 1024;

interface ProviderVariables {
  readonly key: string;
  readonly address: string;
  readonly temperatureMax: number;
}

const PROVIDERS: Readonly<Record<ModelProvider, ProviderVariables>> = {
  openai: { key: 'OPENAI_API_KEY', address: 'OPENAI_BASE_URL', temperatureMax: 2 },
  anthropic: { key: 'ANTHROPIC_API_KEY', address: 'ANTHROPIC_BASE_URL', temperatureMax: 1 },
};

const decimal = z.string().trim().min(1).transform(Number).pipe(z.number());
const BaseUrl = z.url({ protocol: /^https?$/ });
/** Local servers ask for none, but the client libraries want one. */
const Key = z.string().min(1).default('dummy');
const MaxTokens = decimal.pipe(z.int().min(1));

/** The model a host lets the agent ask: nothing is left to default that a config decides. @throws ConfigurationError */
export function readHostModelOptions(env: Variables): ModelOptions {
  const provider = readProvider(env);
  return {
    ...readCommon(env, provider, PROVIDERS[provider].address),
    temperature: read(env, 'LLM_TEMPERATURE', temperatureOf(provider)),
    maxTokens: read(env, 'LLM_MAX_TOKENS', MaxTokens),
  };
}

/**
 * The model a person lets the agent ask; `OPENAI_API_BASE` wins over `OPENAI_BASE_URL`. Empty
 * variables count as unset: `.env` templates list them so.
 * @throws ConfigurationError naming what is missing or wrong
 */
export function readUserModelOptions(env: Variables): ModelOptions {
  const given: Variables = {
    ANTHROPIC_BASE_URL: 'https://api.anthropic.com',
    ...Object.fromEntries(Object.entries(env).filter(([, value]) => value !== '')),
  };
  const provider = readProvider(given);
  const address = addressOf(given, provider);
  assertSet(given, [
    provider === 'openai'
      ? [address, 'OPENAI_API_BASE (such as http://127.0.0.1:8000/v1)']
      : ['ANTHROPIC_API_KEY', 'ANTHROPIC_API_KEY'],
    ['LLM_MODEL', 'LLM_MODEL (as the endpoint lists it)'],
  ]);
  return {
    ...readCommon(given, provider, address),
    temperature: read(given, 'PURPLE_LLM_TEMPERATURE', temperatureOf(provider).default(0)),
    maxTokens: read(given, 'LLM_MAX_TOKENS', MaxTokens.default(MAX_TOKENS_DEFAULT)),
  };
}

const addressOf = (env: Variables, provider: ModelProvider): string =>
  provider === 'openai' && env.OPENAI_API_BASE !== undefined
    ? 'OPENAI_API_BASE'
    : PROVIDERS[provider].address;

/** @param needed variables, and how to ask for them */
function assertSet(env: Variables, needed: readonly (readonly [string, string])[]): void {
  const missing = needed.filter(([name]) => env[name] === undefined);
  if (missing.length === 0) return;
  const names = missing.map(([, description]) => description).join(' and ');
  throw new ConfigurationError(
    `the built-in agent needs a model: set ${names} in the environment or in .env`,
  );
}

const readProvider = (env: Variables): ModelProvider =>
  read(env, 'LLM_PROVIDER', z.enum(MODEL_PROVIDERS).default('openai'));

const temperatureOf = (provider: ModelProvider) =>
  decimal.pipe(z.number().min(0).max(PROVIDERS[provider].temperatureMax));

function readCommon(env: Variables, provider: ModelProvider, address: string) {
  const { key } = PROVIDERS[provider];
  return {
    provider,
    baseUrl: read(env, address, BaseUrl),
    apiKey: read(env, key, Key),
    model: read(env, 'LLM_MODEL', z.string().min(1)),
    tools: read(env, 'LLM_TOOLS', z.enum(['on', 'off']).default('on')) === 'on',
  };
}

function read<T>(env: Variables, name: string, schema: z.ZodType<T>): T {
  const parsed = schema.safeParse(env[name]);
  if (parsed.success) return parsed.data;
  throw new ConfigurationError(`agent environment: ${name}: ${z.prettifyError(parsed.error)}`);
}
