import { z } from 'zod';
import { ConfigurationError } from '../domain/errors.ts';
import { suggestion } from '../domain/suggestion.ts';
import { LOG_LEVELS } from './settings.ts';

const Text = z.string().min(1, 'is empty: give a value or remove it');

/** Every variable of our own; another `DURABENCH_` name is a typing error. */
const EnvironmentSchema = z.object({
  DURABENCH_ROOT: Text.optional(),
  DURABENCH_RESULTS_DIR: Text.optional(),
  DURABENCH_CACHE_DIR: Text.optional(),
  DURABENCH_EXPERIMENTS_ROOT: Text.optional(),
  DURABENCH_LOG_LEVEL: z.enum(LOG_LEVELS, `must be one of ${LOG_LEVELS.join(', ')}`).optional(),
  /** vLLM's program, by path or by another name on PATH; empty for `vllm`. */
  DURABENCH_VLLM: z.string().optional(),
  /** TensorRT-LLM's server likewise; empty for `trtllm-serve`. */
  DURABENCH_TRTLLM: z.string().optional(),
  /** Path of a Temporal CLI. */
  DURABENCH_TEMPORAL_CLI: Text.optional(),
  /** Web UI of a configured Temporal server. */
  DURABENCH_TEMPORAL_UI: z.url('must be a URL such as http://localhost:8080').optional(),
  /** `1` downloads no dataset. */
  DURABENCH_OFFLINE: z.enum(['0', '1'], 'must be 0 or 1').optional(),
  /** `1` shows stacks of unexpected errors. */
  DURABENCH_DEBUG: z.enum(['0', '1'], 'must be 0 or 1').optional(),
});
export type Environment = z.infer<typeof EnvironmentSchema>;

export type EnvironmentVariables = Readonly<Record<string, string | undefined>>;

/**
 * Our variables, from the process environment or else from `.env`.
 * @throws ConfigurationError naming every unknown or invalid variable and where it was set.
 */
export function parseEnvironment(
  env: EnvironmentVariables,
  dotenv: EnvironmentVariables,
): Environment {
  const merged = { ...dotenv, ...env };
  const origin = (name: string): string => (env[name] === undefined ? '.env' : 'the environment');
  const known = Object.keys(EnvironmentSchema.shape);
  const unknown = Object.keys(merged)
    .filter((name) => name.startsWith('DURABENCH_') && !known.includes(name))
    .map((name) => `${name} (in ${origin(name)}) is no known variable${suggestion(name, known)}`);
  const parsed = EnvironmentSchema.safeParse(merged);
  const invalid = (parsed.error?.issues ?? []).map((issue) => {
    const name = String(issue.path[0]);
    return `${name} (in ${origin(name)}) ${issue.message}`;
  });
  const problems = [...unknown, ...invalid];
  if (parsed.success && problems.length === 0) return parsed.data;
  throw new ConfigurationError(problems.join('\n'));
}
