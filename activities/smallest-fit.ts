import type { ServedInput } from '../src/contracts/served-input.ts';
import type { ConfigInput } from '../src/contracts/suite-input.ts';
import { gpuCount } from '../src/domain/deployment/plan/facts.ts';
import type { PlannedServing } from '../src/domain/deployment/plan/planned-serving.ts';
import { withDeployment, withoutGpus } from './host-variants.ts';
import type { ServingRules } from './serving-rules.ts';

/** To say by an example what a model needs. */
const COMMON_GPU = 'h100-80';
/** Those of one server. */
const COUNTS: readonly number[] = [1, 2, 4, 8];

interface SmallestFit {
  readonly config: ConfigInput;
  /** Whether the config leaves its GPUs open. */
  readonly isOpen: boolean;
}

/**
 * A config that leaves its GPUs open on the fewest common ones that work, else on others of one
 * server; where there are none, on the most that were tried.
 */
export async function smallestFit(config: ConfigInput, rules: ServingRules): Promise<SmallestFit> {
  const input = withoutGpus(config);
  if (input === undefined) return { config, isOpen: false };
  const gpus = await smallestSet(input, rules);
  return { config: withDeployment(config, { ...input, gpus }), isOpen: true };
}

async function smallestSet(input: ServedInput, { planModel }: ServingRules): Promise<string> {
  const { tensor_parallel: tp, pipeline_parallel: pp } = input;
  const counts = tp === undefined && pp === undefined ? COUNTS : [(tp ?? 1) * (pp ?? 1)];
  let tried = '';
  let last: PlannedServing | undefined;
  for (const count of counts) {
    tried = `${count}x${COMMON_GPU}`;
    last = await planModel({ ...input, gpus: tried });
    if (last?.plan.verdict === 'works') return tried;
  }
  return last === undefined || last.plan.verdict === 'tight' ? tried : (otherSet(last) ?? tried);
}

/** On which the same works. */
function otherSet({ plan, nearest }: PlannedServing): string | undefined {
  const { model, checkpoint, maxLen } = plan.request;
  const other = nearest.find(
    ({ plan: { request } }) =>
      request.gpu.id !== plan.request.gpu.id &&
      gpuCount(request) <= request.gpu.perNode &&
      request.model.id === model.id &&
      request.checkpoint.id === checkpoint.id &&
      request.maxLen === maxLen,
  );
  return other && `${gpuCount(other.plan.request)}x${other.plan.request.gpu.id}`;
}
