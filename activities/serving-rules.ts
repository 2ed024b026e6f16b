import type { ServedInput } from '../src/contracts/served-input.ts';
import type { ConfigInput } from '../src/contracts/suite-input.ts';
import type { PlannedServing } from '../src/domain/deployment/plan/planned-serving.ts';
import { flagProblem } from '../src/domain/deployment/reserved-flags.ts';
import { refuseKey } from './refuse-key.ts';

/** What a config says of a model that it needs. */
export type ModelConfig = Pick<
  ConfigInput,
  | 'id'
  | 'deployment'
  | 'llm_model'
  | 'llm_provider'
  | 'llm_api_base'
  | 'llm_api_key'
  | 'llm_temperature'
>;

/** What a host lets be served, and what is known about it beforehand. */
export interface ServingRules {
  readonly allowCommand: boolean;
  /** Whether code of the checkpoint's own may run here. */
  readonly trustsCode: (checkpoint: string) => boolean;
  /** Undefined for what the catalogue does not know. @throws ConfigurationError */
  readonly planModel: (input: ServedInput) => Promise<PlannedServing | undefined>;
}

/** Keys by which a written deployment runs what it likes on its host. */
export function powerKeys(input: ServedInput, isKnown: boolean): readonly string[] {
  const { checkpoint, image, flags, environment } = input;
  return [
    ...(isKnown || checkpoint === undefined ? [] : ['deployment.checkpoint']),
    ...(image === undefined ? [] : ['deployment.image']),
    ...(flags.length === 0 ? [] : ['deployment.flags']),
    ...(Object.keys(environment).length === 0 ? [] : ['deployment.environment']),
  ];
}

/** @throws ConfigurationError for the first of the keys, unless the host gives that power. */
export function refusePower(
  config: ModelConfig,
  [key]: readonly string[],
  { allowCommand }: ServingRules,
): void {
  if (key === undefined || allowCommand) return;
  throw refuseKey(
    config,
    key,
    'is refused by this host: start its worker with --allow-command, or name a recipe or a model of the catalogue',
  );
}

/** Keys that contradict each other, and options that are not a config's to give. */
export function refuseContradictions(config: ModelConfig, input: ServedInput): void {
  const { engine, launcher, image, gpus, flags } = input;
  const flag = flagProblem(flags, engine);
  if (flag !== undefined) throw refuseKey(config, 'deployment.flags', flag);
  if (launcher === 'docker' && image === undefined) {
    throw refuseKey(config, 'deployment.image', 'is missing: launcher "docker" starts an image');
  }
  if (launcher === 'process' && image !== undefined) {
    throw refuseKey(config, 'deployment.image', 'has no effect: it is of launcher "docker"');
  }
  if (engine === 'tensorrt-llm' && gpus === undefined) {
    throw refuseKey(config, 'deployment.gpus', 'is missing: tensorrt-llm serves on GPUs only');
  }
}
