import type { ServedInput } from '../src/contracts/served-input.ts';
import { servedName } from '../src/domain/deployment/served-name.ts';
import { type ServingOptions, servingFlags } from '../src/domain/deployment/serving-flags.ts';
import type { ServedDeployment } from '../src/domain/suite/config-run.ts';
import { refuseKey } from './refuse-key.ts';
import type { ModelConfig } from './serving-rules.ts';

const SLOTS = 4;

/**
 * A checkpoint that the catalogue does not know: nothing of it can be looked up, nor planned.
 * @throws ConfigurationError for what is missing
 */
export function ownServing(
  config: ModelConfig,
  input: ServedInput,
): { readonly deployment: ServedDeployment; readonly options: ServingOptions } {
  const { engine, checkpoint = '', context, slots = SLOTS, tool_parser: toolParser } = input;
  if (context === undefined) {
    throw refuseKey(
      config,
      'deployment.context',
      `is missing: the catalogue does not know "${checkpoint}"; give the tokens of a sequence`,
    );
  }
  const options: ServingOptions = {
    ...layoutOf(config, input),
    expertParallel: false,
    maxLen: context,
    sequences: slots,
    utilisation: input.gpu_util,
    kvCacheDtype: input.kv_cache_dtype,
    toolParser,
    trustRemoteCode: input.trust_remote_code,
  };
  const deployment: ServedDeployment = {
    engine,
    model: modelName(config, input),
    checkpoint,
    launcher: input.launcher,
    ...(input.image !== undefined && { image: input.image }),
    flags: [...servingFlags(engine, options), ...input.flags],
    environment: input.environment,
    context,
    slots,
    ...(toolParser !== undefined && { toolParser }),
    ...(input.gpus !== undefined && { gpus: input.gpus }),
  };
  return { deployment, options };
}

function layoutOf(
  config: ModelConfig,
  { gpus, tensor_parallel: tp, pipeline_parallel: pp = 1 }: ServedInput,
): Pick<ServingOptions, 'tensorParallel' | 'pipelineParallel'> {
  if (gpus === undefined) return { tensorParallel: tp ?? 1, pipelineParallel: pp };
  const count = Number(/^(\d+)x\w/.exec(gpus)?.[1] ?? 0);
  if (count < 1) {
    throw refuseKey(
      config,
      'deployment.gpus',
      `is "${gpus}": write a count, "x" and a kind, as in 8xh100-80`,
    );
  }
  const tensorParallel = tp ?? count / pp;
  if (Number.isInteger(tensorParallel) && tensorParallel * pp === count) {
    return { tensorParallel, pipelineParallel: pp };
  }
  throw refuseKey(
    config,
    'deployment.gpus',
    `are ${count}, but tensor_parallel x pipeline_parallel = ${tensorParallel * pp}: make them equal`,
  );
}

function modelName(config: ModelConfig, input: ServedInput): string {
  const listed = servedName({ checkpoint: input.checkpoint ?? '' });
  if (input.engine === 'vllm') return input.model ?? listed;
  if (input.model === undefined || input.model === listed) return listed;
  throw refuseKey(
    config,
    'deployment.model',
    `is "${input.model}", but trtllm-serve lists this checkpoint as "${listed}": leave it out`,
  );
}
