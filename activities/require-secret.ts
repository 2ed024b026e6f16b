import { isSecretName } from '../src/adapters/artifacts/redact.ts';
import type { DeploymentSpec } from '../src/domain/suite/config-run.ts';
import { refuseKey } from './refuse-key.ts';
import type { HostRules } from './resolve-deployment.ts';

export interface NamedSecret {
  /** Of the config. */
  readonly key: string;
  /** `${NAME}` */
  readonly reference: string;
}

/** Those that a server is started with. */
export const environmentSecrets = (
  deployment: DeploymentSpec | undefined,
): readonly NamedSecret[] =>
  Object.entries(deployment && 'environment' in deployment ? deployment.environment : {})
    .filter(([, value]) => value.startsWith('${'))
    .map(([name, reference]) => ({ key: `deployment.environment.${name}`, reference }));

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
