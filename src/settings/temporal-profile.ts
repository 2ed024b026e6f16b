import { type ClientConfigProfile, loadClientConfigProfile } from '@temporalio/envconfig';
import { ConfigurationError } from '../domain/errors.ts';
import type { EnvironmentVariables } from './environment.ts';

/**
 * `TEMPORAL_*` variables and the client configuration file, as Temporal's own CLI reads them.
 * The result may hold secrets. Empty variables count as unset: `.env` templates list them so.
 * @throws ConfigurationError when the file or the chosen profile cannot be read.
 */
export function readTemporalProfile(env: EnvironmentVariables): ClientConfigProfile {
  const overrideEnvVars: Record<string, string> = {};
  for (const [name, value] of Object.entries(env)) {
    if (value) overrideEnvVars[name] = value;
  }
  try {
    return loadClientConfigProfile({ overrideEnvVars });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ConfigurationError(
      `the Temporal client configuration cannot be read: ${reason}; ` +
        'correct TEMPORAL_PROFILE or the file that TEMPORAL_CONFIG_FILE names',
      {},
      { cause: error },
    );
  }
}
