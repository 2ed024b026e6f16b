import { type ConfigInput, ORIGINAL_AGENT_URL } from '../src/contracts/suite-input.ts';
import type { AgentIdentity } from '../src/domain/suite/config-run.ts';
import { refuseKey } from './refuse-key.ts';

/** Undefined in profile `corrected`. @throws ConfigurationError when the key would have no effect. */
export function resolveIdentity(config: ConfigInput): AgentIdentity | undefined {
  const { profile, agent_identity: identity } = config;
  if (profile === 'corrected') {
    if (identity === undefined) return undefined;
    throw refuseKey(
      config,
      'agent_identity',
      'has no effect in profile "corrected", whose noise is the same for every agent: remove it, or set profile to "compat" or "both"',
    );
  }
  const url = identity?.url ?? ORIGINAL_AGENT_URL;
  return {
    url: url.endsWith('/') ? url : `${url}/`,
    ...(identity?.model_id !== undefined && { modelId: identity.model_id }),
  };
}
