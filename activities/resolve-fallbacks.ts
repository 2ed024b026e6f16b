import type { ConfigInput } from '../src/contracts/suite-input.ts';
import { canonicalJson } from '../src/domain/deployment/canonical-json.ts';
import { isServed } from '../src/domain/deployment/is-served.ts';
import { servedName } from '../src/domain/deployment/served-name.ts';
import { ConfigurationError } from '../src/domain/errors.ts';
import type { DeploymentSpec, ServedDeployment } from '../src/domain/suite/config-run.ts';
import { refuseKey } from './refuse-key.ts';
import { requireSecret } from './require-secret.ts';
import { type HostRules, resolveDeployment } from './resolve-deployment.ts';

type Named = NonNullable<ConfigInput['fallbacks']>[number];

/**
 * The deployments that the repair ladder may turn to, planned as the first one is.
 * @throws ConfigurationError for one that cannot work, or that would serve another model
 */
export async function resolveFallbacks(
  config: ConfigInput,
  deployment: DeploymentSpec | undefined,
  rules: HostRules,
): Promise<readonly ServedDeployment[]> {
  const { fallbacks = [] } = config;
  if (fallbacks.length === 0) return [];
  if (!isServed(deployment)) {
    const problem = 'has no effect: only a deployment of vllm or tensorrt-llm is repaired';
    throw refuseKey(config, 'fallbacks', problem);
  }
  const resolved: ServedDeployment[] = [deployment];
  for (const [index, named] of fallbacks.entries()) {
    const refuse = (problem: string) => refuseKey(config, `fallbacks[${index}]`, problem);
    const fallback = under(deployment.model, await resolveOne(config, named, rules, refuse));
    if (fallback.model !== deployment.model) {
      throw refuse(
        `serves "${fallback.model}", the deployment serves "${deployment.model}": a config measures one model`,
      );
    }
    if (resolved.some((other) => canonicalJson(other) === canonicalJson(fallback))) {
      throw refuse('is the deployment itself or an earlier fallback: name each once');
    }
    resolved.push(fallback);
  }
  return resolved.slice(1);
}

async function resolveOne(
  config: ConfigInput,
  named: Named,
  rules: HostRules,
  refuse: (problem: string) => ConfigurationError,
): Promise<ServedDeployment> {
  // Its name is compared by our caller, whose words fit a key that nobody wrote.
  const alone = { ...config, deployment: named, llm_model: undefined };
  const { deployment } = await resolveDeployment(alone, rules).catch((error: unknown) => {
    if (!(error instanceof ConfigurationError)) throw error;
    throw refuse(`cannot stand in: ${error.message.replace(`config "${config.id}": `, '')}`);
  });
  if (!isServed(deployment)) {
    throw refuse('is no deployment of vllm or tensorrt-llm: name a recipe of one');
  }
  for (const [name, value] of Object.entries(deployment.environment)) {
    if (value.startsWith('${')) requireSecret(config, `fallbacks.${name}`, value, rules);
  }
  return deployment;
}

/** vLLM serves a checkpoint under any name; the hub's is one of the same model. */
const under = (model: string, fallback: ServedDeployment): ServedDeployment =>
  fallback.engine === 'vllm' && servedName(fallback) === model ? { ...fallback, model } : fallback;
