import type { ServedInput } from '../src/contracts/served-input.ts';
import type { ConfigInput } from '../src/contracts/suite-input.ts';
import { canonicalJson } from '../src/domain/deployment/canonical-json.ts';
import type { KnownHost } from '../src/domain/deployment/place/known-host.ts';
import { explainFailure } from '../src/domain/deployment/plan/explain-failure.ts';
import type { PlannedServing } from '../src/domain/deployment/plan/planned-serving.ts';
import type { ServingRules } from './serving-rules.ts';

/** A config as some hosts would run it. */
interface HostVariant {
  readonly config: ConfigInput;
  /** Names. */
  readonly hosts: readonly string[];
}

export interface HostVariants {
  readonly variants: readonly HostVariant[];
  /** Why the others are out, a sentence each. */
  readonly problems: readonly string[];
}

/**
 * A model of the catalogue that its config puts on no GPUs is planned for those of each host; any
 * other config is the same everywhere.
 */
export async function hostVariants(
  config: ConfigInput,
  hosts: readonly KnownHost[],
  rules: ServingRules,
): Promise<HostVariants> {
  const input = withoutGpus(config);
  if (input === undefined) {
    return { variants: [{ config, hosts: hosts.map(({ host }) => host) }], problems: [] };
  }
  const fits = await Promise.all(
    hosts.map(async (host) => ({ host, ...(await bestFit(input, host, rules)) })),
  );
  const byGpus = Map.groupBy(fits, ({ gpus }) => gpus);
  return {
    variants: [...byGpus].flatMap(([gpus, group]) =>
      gpus === undefined
        ? []
        : [
            {
              config: withDeployment(config, { ...input, gpus }),
              hosts: group.map(({ host: { host } }) => host),
            },
          ],
    ),
    problems: fits.flatMap(({ host: { host }, problem }) =>
      problem === undefined ? [] : [`${host} ${problem}`],
    ),
  };
}

/** The deployment of a config that leaves its GPUs to the host. */
export function withoutGpus({ deployment }: ConfigInput): ServedInput | undefined {
  if (typeof deployment !== 'object' || !('launcher' in deployment)) return undefined;
  const { gpus, checkpoint, model } = deployment;
  // A checkpoint of one's own without GPUs is served on the CPU.
  const isCatalogued = model !== undefined && checkpoint?.includes('/') !== true;
  return gpus === undefined && isCatalogued ? deployment : undefined;
}

/** A judge that is the agent's own server stays that. */
export function withDeployment(config: ConfigInput, deployment: ServedInput): ConfigInput {
  const { judge } = config;
  const isShared = canonicalJson(judge?.deployment) === canonicalJson(config.deployment);
  return {
    ...config,
    deployment,
    ...(judge && { judge: { ...judge, ...(isShared && { deployment }) } }),
  };
}

interface Fit {
  /** `4xh100-80` of the host's own. */
  readonly gpus?: string;
  readonly problem?: string;
}

/** The most of a host's GPUs that work, for nobody else may use the rest; tight ones if need be. */
async function bestFit(input: ServedInput, { gpus }: KnownHost, rules: ServingRules): Promise<Fit> {
  if (gpus === null) return { problem: 'was started without --gpus' };
  const [count = '', gpu = ''] = gpus.split(/x(.*)/);
  const sets = countsOf(input, Number(count)).map((used) => `${used}x${gpu}`);
  const plans: { readonly set: string; readonly served: PlannedServing }[] = [];
  for (const set of sets) {
    const served = await rules.planModel({ ...input, gpus: set });
    if (served?.plan.verdict === 'works') return { gpus: set };
    if (served !== undefined) plans.push({ set, served });
  }
  const tight = plans.find(({ served }) => served.plan.verdict === 'tight');
  if (tight !== undefined) return { gpus: tight.set };
  const [whole] = plans;
  if (whole === undefined) return { problem: `has ${gpus}, fewer than its layout needs` };
  return { problem: `has ${gpus}: ${explainFailure(whole.served.plan, whole.served.nearest)}` };
}

/** All, else powers of two; a layout that is written down needs its own number. */
function countsOf(
  { tensor_parallel: tp, pipeline_parallel: pp }: ServedInput,
  count: number,
): readonly number[] {
  if (tp !== undefined || pp !== undefined) {
    const wanted = (tp ?? 1) * (pp ?? 1);
    return wanted <= count ? [wanted] : [];
  }
  const powers = [512, 256, 128, 64, 32, 16, 8, 4, 2, 1].filter((power) => power < count);
  return [count, ...powers];
}
