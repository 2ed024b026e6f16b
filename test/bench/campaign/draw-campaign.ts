import type { Work } from '../../../src/domain/deployment/place/work.ts';
import { createPrng, type Prng } from '../../../src/domain/prng/prng.ts';
import type { Outage } from './simulate.ts';

/** Unequal boxes: what each holds, in GB, and how fast it is against the first. */
export const HOSTS = [
  { host: 'gpu-a', memoryGb: 640, speed: 1 },
  { host: 'gpu-b', memoryGb: 1_128, speed: 1.4 },
  { host: 'gpu-c', memoryGb: 320, speed: 0.45 },
  { host: 'gpu-d', memoryGb: 160, speed: 0.3 },
] as const;

const CONFIGS = 24;
/** Weights of the models under test, in GB; loading takes a minute for every ten. */
const MODELS_GB = [16, 28, 65, 141, 141, 235, 470, 690] as const;
const GB_A_MINUTE = 10;
const ENGINE_START_MINUTES = 3;
/** Weights may take this share of a host; the rest is for sequences. */
const WEIGHTS_SHARE = 0.7;

/** 24 configs of 8 models, 30 to 240 minutes each on the first host if they fit there. */
export function drawCampaign(seed: number): readonly Work[] {
  const prng = createPrng(seed, 'campaign');
  return Array.from({ length: CONFIGS }, (_, index) => {
    const model = index % MODELS_GB.length;
    return drawWork(`config-${index + 1}`, `model-${model}`, MODELS_GB[model] ?? 0, prng);
  });
}

function drawWork(id: string, deploymentId: string, weightsGb: number, prng: Prng): Work {
  const reference = 30 + 210 * prng.unit();
  const fitting = HOSTS.filter(({ memoryGb }) => weightsGb <= WEIGHTS_SHARE * memoryGb);
  const start = ENGINE_START_MINUTES + weightsGb / GB_A_MINUTE;
  return {
    id,
    deploymentId,
    minutes: Object.fromEntries(
      // No two hosts are unequal in the same way for two models.
      fitting.map(({ host, speed }) => [host, reference / (speed * (0.85 + 0.3 * prng.unit()))]),
    ),
    startMinutes: Object.fromEntries(fitting.map(({ host }) => [host, start])),
  };
}

const OUTAGES = 4;

/** Four times a host stops, for 5 to 45 minutes, within the first hours. */
export function drawOutages(seed: number, withinMinutes: number): readonly Outage[] {
  const prng = createPrng(seed, 'outages');
  return Array.from({ length: OUTAGES }, () => ({
    host: prng.pick(HOSTS).host,
    minute: prng.unit() * withinMinutes,
    minutes: 5 + 40 * prng.unit(),
  }));
}
