import { isSecretName } from '../src/adapters/artifacts/redact.ts';
import { refuseKey } from './refuse-key.ts';
import type { HostRules } from './resolve-deployment.ts';

/**
 * A secret that a key names is there, and is masked wherever it could be recorded.
 * @param reference `${NAME}`
 * @throws ConfigurationError
 */
export function requireSecret(
  config: { readonly id: string },
  key: string,
  reference: string,
  { hasEnvironmentVariable }: HostRules,
): void {
  const name = reference.slice(2, -1);
  if (!hasEnvironmentVariable(name)) {
    throw refuseKey(
      config,
      key,
      `names \${${name}}, which is not set: add it to .env or to the worker's environment`,
    );
  }
  if (!isSecretName(name)) {
    throw refuseKey(
      config,
      key,
      `names \${${name}}, whose value would not be masked in records: rename the variable so that it ends in _KEY, _TOKEN or _SECRET`,
    );
  }
}
