import type { ServedDeployment } from '../../suite/config-run.ts';
import { flagValue, withFlag, withoutFlag } from './engine-flags.ts';
import { ENGINE_OPTIONS } from './engine-options.ts';
import type { RepairCode } from './repair-code.ts';
import type { RepairBounds, RepairStep } from './repair-step.ts';

/** A changed deployment and the words for the change; undefined when this step has no room left. */
interface Change {
  readonly deployment: ServedDeployment;
  readonly from: string;
  readonly to: string;
}
type Step = (
  deployment: ServedDeployment,
  bounds: RepairBounds,
  taken: readonly RepairStep[],
) => Change | undefined;

const UTILISATION_STEP = 0.05;
/** Below it the cache is so small that something else is wrong. */
const UTILISATION_MIN = 0.7;
/** vLLM's own default for servers when the flag is not given; ours are never more. */
const SEQUENCES_DEFAULT = 256;

export const STEPS: Readonly<Record<RepairCode, Step>> = {
  'shorter-context': (deployment, { contextMin }) => {
    const options = ENGINE_OPTIONS[deployment.engine];
    const from = deployment.context;
    const context = Math.max(Math.floor(from / 2), contextMin);
    if (context >= from) return undefined;
    const flags = withFlag(deployment.flags, options.context, String(context));
    const words = changed(options.context[0], from, context);
    return { deployment: { ...deployment, context, flags }, ...words };
  },

  'fewer-sequences': (deployment) => {
    const options = ENGINE_OPTIONS[deployment.engine];
    const from = numberOf(flagValue(deployment.flags, options.sequences)) ?? SEQUENCES_DEFAULT;
    const sequences = Math.floor(from / 2);
    if (sequences < 1) return undefined;
    const flags = withFlag(deployment.flags, options.sequences, String(sequences));
    const slots = Math.min(deployment.slots, sequences);
    const words = changed(options.sequences[0], from, sequences);
    return { deployment: { ...deployment, slots, flags }, ...words };
  },

  'lower-utilisation': (deployment) => {
    const options = ENGINE_OPTIONS[deployment.engine];
    const written = flagValue(deployment.flags, options.utilisation);
    const from = numberOf(written) ?? options.utilisationDefault;
    const share = Math.round((from - UTILISATION_STEP) * 1000) / 1000;
    if (share < UTILISATION_MIN) return undefined;
    const flags = withFlag(deployment.flags, options.utilisation, String(share));
    return {
      deployment: { ...deployment, flags },
      ...changed(options.utilisation[0], from, share),
    };
  },

  'fp8-cache-off': (deployment) => {
    const { cacheType } = ENGINE_OPTIONS[deployment.engine];
    const type = cacheType && flagValue(deployment.flags, cacheType);
    if (cacheType === undefined || !type?.startsWith('fp8')) return undefined;
    const flags = withoutFlag(deployment.flags, cacheType);
    return {
      deployment: { ...deployment, flags },
      from: `${cacheType[0]} ${type}`,
      to: `no ${cacheType[0]}`,
    };
  },

  'next-recipe': (deployment, { fallbacks, contextMin }, taken) => {
    const used = taken.filter(({ code }) => code === 'next-recipe').length;
    const next = fallbacks[used];
    if (next === undefined || next.context < contextMin) return undefined;
    return { deployment: next, from: nameOf(deployment), to: nameOf(next) };
  },
};

const changed = (name: string, from: number, to: number) => ({
  from: `${name} ${from}`,
  to: `${name} ${to}`,
});

const nameOf = ({ recipe, checkpoint, gpus }: ServedDeployment): string =>
  recipe ?? [checkpoint, ...(gpus === undefined ? [] : [gpus])].join(' on ');

function numberOf(text: string | undefined): number | undefined {
  const value = Number(text);
  return text !== undefined && Number.isFinite(value) && value > 0 ? value : undefined;
}
