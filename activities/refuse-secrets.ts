import { redact } from '../src/adapters/artifacts/redact.ts';
import { formatPath } from '../src/contracts/format-issues.ts';
import type { SuiteStart } from '../src/contracts/suite-input.ts';
import { ConfigurationError } from '../src/domain/errors.ts';

/**
 * A record must say what was run. One that is redacted when it is stored would not.
 * @throws ConfigurationError naming the key, never the value.
 */
export function refuseSecrets(start: SuiteStart): void {
  const path = secretPath(start, []);
  if (path === undefined) return;
  throw new ConfigurationError(
    `input: ${formatPath(path)} holds what looks like a secret, or the value of a secret variable: take it out and give it to the worker's environment`,
  );
}

function secretPath(
  value: unknown,
  path: readonly PropertyKey[],
): readonly PropertyKey[] | undefined {
  if (typeof value === 'string') return redact(value) === value ? undefined : path;
  if (typeof value !== 'object' || value === null) return undefined;
  const isList = Array.isArray(value);
  for (const [key, item] of Object.entries(value)) {
    const found = secretPath(item, [...path, isList ? Number(key) : key]);
    if (found !== undefined) return found;
  }
  return undefined;
}
