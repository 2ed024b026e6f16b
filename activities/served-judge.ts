import type { ConfigInput } from '../src/contracts/suite-input.ts';
import { deploymentId } from '../src/domain/deployment/deployment-id.ts';
import type { DeploymentSpec } from '../src/domain/suite/config-run.ts';
import type { Servings } from './judge-deployment.ts';
import type { JudgePlace } from './judge-endpoint.ts';
import { refuseKey } from './refuse-key.ts';

/** Keys that say of an endpoint what a deployment already does. */
const ENDPOINT_KEYS = ['provider', 'api_base'] as const;

/**
 * A judge that is served by a deployment: the agent's, or another on the same host.
 * @throws ConfigurationError
 */
export function servedJudge(config: ConfigInput, { agent, judge: served }: Servings): JudgePlace {
  const { judge } = config;
  for (const key of ENDPOINT_KEYS) {
    if (judge?.[key] === undefined) continue;
    throw refuseKey(config, `judge.${key}`, 'has no effect beside "judge.deployment": remove one');
  }
  const deployment = served?.deployment;
  if (deployment === undefined) throw refuseKey(config, 'judge.deployment', 'serves no model');
  const isAgents = deployment === agent;
  if (judge?.api_key !== undefined && (isAgents || !('baseUrl' in deployment))) {
    throw refuseKey(config, 'judge.api_key', 'has no effect beside "judge.deployment": remove one');
  }
  if (judge?.model !== undefined && judge.model !== deployment.model) {
    throw refuseKey(
      config,
      'judge.model',
      `is "${judge.model}", but the deployment serves "${deployment.model}"`,
    );
  }
  const apiKey = 'apiKey' in deployment ? deployment.apiKey : undefined;
  return {
    provider: deployment.engine === 'anthropic' ? 'anthropic' : 'openai',
    model: deployment.model,
    ...(apiKey !== undefined && { apiKey }),
    apiKeySource: isAgents ? 'llm_api_key' : 'judge.api_key',
    ...placeOf(deployment, isAgents),
    ...phaseOf(config, deployment, isAgents),
  };
}

/** What others serve is asked at its address; only the agent's own is brought up for a config. */
const placeOf = (
  deployment: DeploymentSpec,
  isAgents: boolean,
): Pick<JudgePlace, 'baseUrl' | 'deployment' | 'deploymentId'> =>
  'baseUrl' in deployment && !isAgents
    ? { baseUrl: deployment.baseUrl }
    : { deployment, deploymentId: deploymentId(deployment) };

/** A host serves one model at a time: another one waits until the agent's is not needed any more. */
function phaseOf(
  config: ConfigInput,
  deployment: DeploymentSpec,
  isAgents: boolean,
): Pick<JudgePlace, 'phase'> {
  if (isAgents || 'baseUrl' in deployment) return {};
  if (config.judge?.phase !== 'together') return { phase: 'after' };
  throw refuseKey(
    config,
    'judge.phase',
    'is "together", but its deployment takes the place of the agent\'s on the host: leave it out, or give the address of a judge that runs elsewhere',
  );
}
