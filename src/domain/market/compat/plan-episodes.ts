import type { AgentIdentity } from '../../suite/config-run.ts';
import type { CryptoSource } from '../crypto-source.ts';
import type { EpisodePlan } from '../episode-plan.ts';
import { isMetaTransform } from './meta-transforms.ts';
import { scenarioSeed } from './scenario-seed.ts';

/** Seeds of the original's streams, counted from the scenario's own. */
const SEED_OFFSETS = { baseline: 0, noisy: 1, adversarial: 2 } as const;
const META_SEED_OFFSET = 10;

/** The episodes of a scenario in the order in which the original plays them. */
export function planCompatEpisodes(
  source: CryptoSource,
  taskId: string,
  identity: AgentIdentity,
): readonly EpisodePlan[] {
  const seed = scenarioSeed(source, taskId, identity);
  const single = (mode: keyof typeof SEED_OFFSETS): EpisodePlan => ({
    id: `compat-${mode}`,
    profile: 'compat',
    mode,
    seed: seed + SEED_OFFSETS[mode],
  });
  return [
    single('baseline'),
    single('noisy'),
    single('adversarial'),
    ...source.settings.metaTransforms.flatMap((transform, position) =>
      isMetaTransform(transform) ? metaEpisode(transform, position, seed) : [],
    ),
  ];
}

/** Unknown transforms are not played, but count. */
const metaEpisode = (transform: string, position: number, seed: number): EpisodePlan => ({
  id: `compat-meta-${position}-${transform}`,
  profile: 'compat',
  mode: 'meta',
  transform,
  seed: seed + META_SEED_OFFSET + position,
});
