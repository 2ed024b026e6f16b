import { z } from 'zod';
import { ConfigurationError } from '../domain/errors.ts';
import type { EnvironmentVariables } from './environment.ts';

const NUMBER = z.string().trim().min(1).transform(Number);
const BaseUrl = z.url({ protocol: /^https?$/, error: 'is no http or https URL' });

const VALUES = {
  OPENAI_API_BASE: BaseUrl,
  OPENAI_BASE_URL: BaseUrl,
  LLM_MODEL: z.string(),
  PURPLE_LLM_TEMPERATURE: NUMBER.pipe(
    z.number('is no number').min(0, 'is less than 0').max(2, 'is more than 2'),
  ),
  EVAL_SCENARIO_SEED: NUMBER.pipe(z.int('is no whole number')),
};
type Name = keyof typeof VALUES;

/** A value that a variable gives, and where the variable is set. */
export interface Given<Value> {
  readonly value: Value;
  /** E.g. `LLM_MODEL (.env)`. */
  readonly source: string;
}

/** What the environment says about runs; each fills a key that a config leaves out. */
export interface RunEnvironment {
  readonly baseUrl?: Given<string>;
  readonly model?: Given<string>;
  readonly temperature?: Given<number>;
  /** Over the seed of eval configs. */
  readonly seed?: Given<number>;
  /** A reference; the value is read where it is used. */
  readonly apiKey?: Given<string>;
}

/**
 * The variables of the original benchmark that decide what is run. `OPENAI_API_BASE` wins over
 * `OPENAI_BASE_URL`; empty variables count as unset: `.env` templates list them so.
 * @throws ConfigurationError naming every variable that cannot be read. (The original takes 0 for
 * a temperature and ignores a seed that it cannot read, and so runs something else.)
 */
export function readRunEnvironment(
  env: EnvironmentVariables,
  dotenv: EnvironmentVariables,
): RunEnvironment {
  const problems: string[] = [];
  const sourceOf = (name: string): string =>
    `${name} (${env[name] === undefined || env[name] === dotenv[name] ? '.env' : 'environment'})`;
  const read = <Key extends Name>(name: Key): Given<z.output<(typeof VALUES)[Key]>> | undefined => {
    const text = env[name] ?? dotenv[name];
    if (!text) return undefined;
    const parsed = VALUES[name].safeParse(text);
    if (parsed.success) {
      return { value: parsed.data as z.output<(typeof VALUES)[Key]>, source: sourceOf(name) };
    }
    const said = parsed.error.issues.map(({ message }) => message).join(', ');
    problems.push(`${sourceOf(name)} is "${text}", which ${said}: correct it or remove it`);
    return undefined;
  };
  const apiBase = read('OPENAI_API_BASE');
  const openaiBase = read('OPENAI_BASE_URL');
  const given = {
    baseUrl: apiBase ?? openaiBase,
    model: read('LLM_MODEL'),
    temperature: read('PURPLE_LLM_TEMPERATURE'),
    seed: read('EVAL_SCENARIO_SEED'),
    apiKey:
      (env.OPENAI_API_KEY ?? dotenv.OPENAI_API_KEY)
        ? { value: '${OPENAI_API_KEY}', source: sourceOf('OPENAI_API_KEY') }
        : undefined,
  };
  if (problems.length > 0) throw new ConfigurationError(problems.join('\n'));
  const { baseUrl, model, temperature, seed, apiKey } = given;
  return {
    ...(baseUrl && { baseUrl }),
    ...(model && { model }),
    ...(temperature && { temperature }),
    ...(seed && { seed }),
    ...(apiKey && { apiKey }),
  };
}
