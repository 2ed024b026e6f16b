import type { ConfigInput } from '../src/contracts/suite-input.ts';
import { canonicalJson } from '../src/domain/deployment/canonical-json.ts';
import { ConfigurationError } from '../src/domain/errors.ts';
import type { DeploymentSpec } from '../src/domain/suite/config-run.ts';
import { environmentSecrets, requireSecret } from './require-secret.ts';
import {
  type HostRules,
  type ResolvedDeployment,
  resolveDeployment,
} from './resolve-deployment.ts';

/** What serves a config's models. */
export interface Servings {
  readonly agent?: DeploymentSpec;
  /** Of a judge with a deployment: the agent's, or its own. */
  readonly judge?: ResolvedDeployment;
}

/**
 * What serves the judge of a config that names a deployment for it: the agent's where both are
 * written the same, else one that is resolved by the same rules.
 * @throws ConfigurationError
 */
export async function judgeDeployment(
  config: ConfigInput,
  agent: DeploymentSpec | undefined,
  rules: HostRules,
): Promise<ResolvedDeployment | undefined> {
  const { id, judge } = config;
  if (judge?.deployment === undefined) return undefined;
  if (agent !== undefined && canonicalJson(judge.deployment) === canonicalJson(config.deployment)) {
    return { deployment: agent };
  }
  const asModel = {
    ...{ id, deployment: judge.deployment },
    ...(judge.model !== undefined && { llm_model: judge.model }),
    ...(judge.api_key !== undefined && { llm_api_key: judge.api_key }),
  };
  try {
    const resolved = await resolveDeployment(asModel, rules);
    for (const { key, reference } of environmentSecrets(resolved.deployment)) {
      requireSecret(config, key, reference, rules);
    }
    return resolved;
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    throw new ConfigurationError(ofJudge(error.message), error.facts);
  }
}

/** Keys of the model are keys of the judge here. */
const ofJudge = (message: string): string =>
  message.replace(/: (deployment|llm_model|llm_api_key)\b/, (_, key: string) =>
    key === 'deployment' ? ': judge.deployment' : `: judge.${key.slice('llm_'.length)}`,
  );
