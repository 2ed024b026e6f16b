import type { ConfigInput } from '../src/contracts/suite-input.ts';
import { canonicalJson } from '../src/domain/deployment/canonical-json.ts';
import { deploymentId } from '../src/domain/deployment/deployment-id.ts';
import type { DeploymentSpec } from '../src/domain/suite/config-run.ts';
import type { JudgePlace } from './judge-endpoint.ts';
import { refuseKey } from './refuse-key.ts';

/** Keys that say of an endpoint what a deployment already does. */
const ENDPOINT_KEYS = ['provider', 'api_base', 'api_key'] as const;

/**
 * A judge that is served by the config's own deployment.
 * @throws ConfigurationError for any other deployment
 */
export function servedJudge(config: ConfigInput, serving: DeploymentSpec | undefined): JudgePlace {
  const { judge, deployment } = config;
  for (const key of ENDPOINT_KEYS) {
    if (judge?.[key] === undefined) continue;
    throw refuseKey(config, `judge.${key}`, 'has no effect beside "judge.deployment": remove one');
  }
  const isOwn = canonicalJson(judge?.deployment) === canonicalJson(deployment);
  if (serving === undefined || !isOwn) {
    throw refuseKey(
      config,
      'judge.deployment',
      `is not the agent's: a judge served by a deployment of its own is not built in this release: give its address, or the same deployment as the agent's`,
    );
  }
  if (judge?.model !== undefined && judge.model !== serving.model) {
    throw refuseKey(
      config,
      'judge.model',
      `is "${judge.model}", but the deployment serves "${serving.model}"`,
    );
  }
  const apiKey = 'apiKey' in serving ? serving.apiKey : undefined;
  return {
    provider: serving.engine === 'anthropic' ? 'anthropic' : 'openai',
    model: serving.model,
    ...(apiKey !== undefined && { apiKey }),
    deployment: serving,
    deploymentId: deploymentId(serving),
    apiKeySource: 'llm_api_key',
  };
}
