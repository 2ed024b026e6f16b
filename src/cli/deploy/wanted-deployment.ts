import { basename } from 'node:path';
import { resolveDeployment } from '../../../activities/resolve-deployment.ts';
import { readYamlFile } from '../../adapters/experiments/yaml-file.ts';
import type { GrantedPower } from '../../adapters/inference/granted-power.ts';
import { DeploymentInput } from '../../contracts/deployment-input.ts';
import { ConfigInputSchema } from '../../contracts/suite-input.ts';
import { isBroughtUp } from '../../domain/deployment/is-served.ts';
import { ConfigurationError } from '../../domain/errors.ts';
import type { DeploymentSpec } from '../../domain/suite/config-run.ts';
import { hostRules } from '../../host-rules.ts';
import type { Settings } from '../../settings/settings.ts';

export interface WantedOptions {
  /** A file as those of config/recipes. */
  readonly file?: string;
  /** `8xh100-80`: the name is that of a model of the catalogue. */
  readonly gpus?: string;
}

/**
 * What is to be served, resolved and planned as for a suite.
 * @throws ConfigurationError, with the arithmetic for what cannot work
 */
export async function wantedDeployment(
  name: string | undefined,
  options: WantedOptions,
  settings: Settings,
  granted: GrantedPower,
): Promise<DeploymentSpec> {
  const written = await writtenDeployment(name, options);
  const place = name ?? basename(options.file ?? '');
  const config = ConfigInputSchema.parse({
    id: 'deploy',
    eval_config: 'none',
    deployment: written,
  });
  const rules = hostRules(settings.configRoot, granted, process.env);
  const { deployment } = await resolveDeployment(config, rules);
  if (isBroughtUp(deployment)) return deployment;
  throw new ConfigurationError(`"${place}" is an endpoint elsewhere: there is nothing to start`);
}

async function writtenDeployment(
  name: string | undefined,
  { file, gpus }: WantedOptions,
): Promise<string | DeploymentInput> {
  if ((name === undefined) === (file === undefined)) {
    throw new ConfigurationError('what is to be served? name a recipe, or give --file');
  }
  if (file !== undefined) {
    if (gpus === undefined) return readYamlFile(file, DeploymentInput);
    throw new ConfigurationError('--gpus goes with the name of a model: write gpus into the file');
  }
  if (gpus === undefined || name === undefined) return name ?? '';
  return DeploymentInput.parse({ engine: 'vllm', model: name, gpus });
}
