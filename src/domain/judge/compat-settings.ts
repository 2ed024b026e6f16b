import { pythonFloat, pythonInt } from '../scoring/compat/python-number.ts';

/** How the original's evaluators call their judge, before a config overrides model and temperature. */
export interface CompatSettings {
  readonly model: string;
  readonly temperature: number;
  readonly maxTokens: number;
  readonly provider: string;
}

interface Defaults {
  readonly model: string;
  readonly maxTokens: number;
}

const DEFAULT: Defaults = { model: 'gpt-4o-mini', maxTokens: 512 };

/** Options has settings of its own that no variable reaches. */
const NAMED: ReadonlyMap<string, Defaults> = new Map([
  ['macro', { model: 'gpt-4o-mini', maxTokens: 256 }],
  ['execution', { model: 'gpt-4o-mini', maxTokens: 512 }],
  ['gdpval', { model: 'gpt-4o', maxTokens: 2000 }],
  ['bizfinbench', { model: 'gpt-4o-mini', maxTokens: 800 }],
  ['debate', { model: 'gpt-4o', maxTokens: 1500 }],
  ['prbench', { model: 'gpt-4o-mini', maxTokens: 1000 }],
]);
const OPTIONS: Defaults = { model: 'gpt-4o-mini', maxTokens: 800 };

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The settings of an evaluator by its name, any case. Synthetic and public_csv, like every unknown
 * name, get the default. Numbers that cannot be read are passed over.
 */
export function compatSettings(evaluator: string, env: Environment): CompatSettings {
  const name = evaluator.toLowerCase();
  const model = env.EVAL_LLM_DEFAULT_MODEL || undefined;
  if (name === 'options') return settings(OPTIONS, {});
  const named = NAMED.get(name);
  if (named === undefined) {
    return settings(DEFAULT, { model, temperature: env.EVAL_LLM_DEFAULT_TEMPERATURE });
  }
  const variable = (suffix: string) => env[`EVAL_LLM_${name.toUpperCase()}_${suffix}`] || undefined;
  return settings(named, {
    model: variable('MODEL') ?? model,
    temperature: variable('TEMPERATURE'),
    maxTokens: variable('MAX_TOKENS'),
    provider: variable('PROVIDER'),
  });
}

type Overrides = Readonly<Partial<Record<keyof CompatSettings, string | undefined>>>;

function settings(defaults: Defaults, overrides: Overrides): CompatSettings {
  const model = overrides.model ?? defaults.model;
  const maxTokens = pythonInt(overrides.maxTokens ?? null);
  return {
    model,
    temperature: pythonFloat(overrides.temperature ?? '') ?? 0,
    maxTokens: maxTokens.kind === 'integer' ? maxTokens.value : defaults.maxTokens,
    provider:
      overrides.provider?.toLowerCase() ?? (model.startsWith('claude') ? 'anthropic' : 'openai'),
  };
}
