import type { ServedInput } from '../src/contracts/served-input.ts';
import { explainFailure } from '../src/domain/deployment/plan/explain-failure.ts';
import type { DeploymentPlan } from '../src/domain/deployment/plan/plan-deployment.ts';
import type { PlannedServing } from '../src/domain/deployment/plan/planned-serving.ts';
import { planOptions } from '../src/domain/deployment/plan/serve-arguments.ts';
import { servedName } from '../src/domain/deployment/served-name.ts';
import { type ServingOptions, servingFlags } from '../src/domain/deployment/serving-flags.ts';
import type { ServedDeployment } from '../src/domain/suite/config-run.ts';
import { ownServing } from './own-serving.ts';
import { refuseKey } from './refuse-key.ts';
import {
  type ModelConfig,
  powerKeys,
  refuseContradictions,
  refusePower,
  type ServingRules,
} from './serving-rules.ts';

/** More calls at once than this are for users to ask for. */
const SLOTS_MAX = 64;

export interface ResolvedServing {
  readonly deployment: ServedDeployment;
  /** Absent for a checkpoint that the catalogue does not know. */
  readonly plan?: DeploymentPlan;
}

/** Keys of a written deployment that hold beside a plan. */
type Extras = Pick<
  ServedInput,
  'model' | 'slots' | 'tool_parser' | 'launcher' | 'image' | 'environment' | 'flags'
>;

const NO_EXTRAS: Extras = { launcher: 'process', environment: {}, flags: [] };

/**
 * A deployment as a config writes it, or as the file of a recipe does. What the catalogue knows is
 * planned first, and refused when the plan fails.
 * @throws ConfigurationError
 */
export async function resolveServed(
  config: ModelConfig,
  input: ServedInput,
  rules: ServingRules,
  file?: string,
): Promise<ResolvedServing> {
  refuseContradictions(config, input);
  const planned = await rules.planModel(input);
  // Recipes are files of the host's own.
  const powers = file === undefined ? powerKeys(input, planned !== undefined) : [];
  refusePower(config, powers, rules);
  const recipe = file ?? (powers.length === 0 ? planned?.recipe : undefined);
  if (planned !== undefined) return resolvePlanned(config, planned, rules, input, recipe);
  const { deployment, options } = ownServing(config, input);
  requireTrust(config, deployment.checkpoint, options, rules);
  refuseOtherModel(config, deployment);
  return { deployment: { ...deployment, ...(recipe !== undefined && { recipe }) } };
}

/**
 * What the catalogue has, as planned.
 * @param recipe undefined for a deployment that a config has changed as it likes
 * @throws ConfigurationError with the arithmetic when the plan fails
 */
export function resolvePlanned(
  config: ModelConfig,
  { plan, nearest, recipe: planned }: PlannedServing,
  rules: ServingRules,
  extras: Extras = NO_EXTRAS,
  recipe: string | undefined = extras === NO_EXTRAS ? planned : undefined,
): ResolvedServing {
  if (plan.verdict === 'fails') {
    throw refuseKey(config, 'deployment', `"${planned}": ${explainFailure(plan, nearest)}`);
  }
  const { engine, checkpoint, gpu, maxLen } = plan.request;
  const own = planOptions(plan);
  const slots = extras.slots ?? Math.min(own.sequences, SLOTS_MAX);
  const options = {
    ...own,
    sequences: Math.max(own.sequences, slots),
    toolParser: extras.tool_parser ?? own.toolParser,
  };
  requireTrust(config, checkpoint.hf, options, rules);
  const { tensorParallel, pipelineParallel, toolParser } = options;
  const deployment: ServedDeployment = {
    engine,
    model: modelName(config, plan, extras.model),
    checkpoint: checkpoint.hf,
    launcher: extras.launcher,
    ...(extras.image !== undefined && { image: extras.image }),
    flags: [...servingFlags(engine, options), ...extras.flags],
    environment: extras.environment,
    context: maxLen,
    slots,
    ...(toolParser !== undefined && { toolParser }),
    gpus: `${tensorParallel * pipelineParallel}x${gpu.id}`,
    ...(recipe !== undefined && { recipe }),
  };
  refuseOtherModel(config, deployment);
  return { deployment, plan };
}

/** vLLM serves under the catalogue's name, or under the hub's for those who ask for that. */
function modelName(
  config: ModelConfig,
  { request }: DeploymentPlan,
  given: string | undefined,
): string {
  const { engine, model, checkpoint } = request;
  const hubName = servedName({ checkpoint: checkpoint.hf });
  if (engine === 'tensorrt-llm' || config.llm_model === hubName) return hubName;
  return given ?? model.id;
}

function refuseOtherModel(config: ModelConfig, { model }: ServedDeployment): void {
  if (config.llm_model === undefined || config.llm_model === model) return;
  throw refuseKey(
    config,
    'llm_model',
    `is "${config.llm_model}", but the deployment serves "${model}"`,
  );
}

function requireTrust(
  config: ModelConfig,
  checkpoint: string,
  { trustRemoteCode }: ServingOptions,
  rules: ServingRules,
): void {
  if (!trustRemoteCode || rules.trustsCode(checkpoint)) return;
  throw refuseKey(
    config,
    'deployment',
    `lets ${checkpoint} run code of its own, which this host does not: start its worker with --trust-remote-code ${checkpoint}`,
  );
}
