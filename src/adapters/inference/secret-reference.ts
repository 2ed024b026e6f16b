import { ConfigurationError } from '../../domain/errors.ts';

/**
 * The value behind `${NAME}`, read at the moment of use and never stored.
 * @throws ConfigurationError naming the variable when it is not set.
 */
export function readSecret(reference: string, env: Readonly<NodeJS.ProcessEnv>): string {
  const name = /^\$\{(\w+)\}$/.exec(reference)?.[1];
  const value = name === undefined ? undefined : env[name];
  if (value) return value;
  throw new ConfigurationError(
    name === undefined
      ? 'an API key must be written as a reference such as ${OPENAI_API_KEY}'
      : `${name} is not set: add it to .env or to the worker's environment`,
  );
}
