import { ConfigurationError } from '../../errors.ts';
import { createPrng } from '../../prng/prng.ts';
import type { CryptoSource } from '../crypto-source.ts';
import type { EpisodePlan, Mode } from '../episode-plan.ts';
import { isMetaTransform, META_TRANSFORMS } from '../meta-transforms.ts';
import { checkSettings, weightOf } from './check-settings.ts';

/**
 * The episodes of a task, the baseline first. Modes without weight are not played. `identity` would
 * repeat the baseline, which stands for it; with no weight of its own it is played for that alone.
 * @throws ConfigurationError when a setting cannot be traded by.
 */
export function planCorrectedEpisodes(
  source: CryptoSource,
  taskId: string,
): readonly EpisodePlan[] {
  const { settings } = source;
  checkSettings(settings, taskId);
  const seed = seedOf(source);
  const isPlayed = (mode: Mode): boolean => weightOf(settings, mode) > 0;
  const single = (mode: Mode): EpisodePlan => ({
    id: `corrected-${mode}`,
    profile: 'corrected',
    mode,
    seed,
  });
  const needsBaseline = isPlayed('meta') && settings.metaTransforms.includes('identity');
  const plans = [
    ...(isPlayed('baseline') || needsBaseline ? [single('baseline')] : []),
    ...(isPlayed('noisy') ? [single('noisy')] : []),
    ...(isPlayed('adversarial') ? [single('adversarial')] : []),
    ...(isPlayed('meta') ? metaPlans(settings.metaTransforms, seed, taskId) : []),
  ];
  if (plans.length > 0) return plans;
  throw new ConfigurationError(
    `task "${taskId}": evaluation.score_weights leaves no episode to play: give a mode a weight above 0`,
    { taskId, key: 'score_weights' },
  );
}

function metaPlans(
  transforms: readonly string[],
  seed: number,
  taskId: string,
): readonly EpisodePlan[] {
  return transforms.flatMap((transform, position): readonly EpisodePlan[] => {
    if (!isMetaTransform(transform)) {
      throw new ConfigurationError(
        `task "${taskId}": evaluation.meta_transforms holds "${transform}": choose among ${META_TRANSFORMS.join(', ')}`,
        { taskId, key: 'meta_transforms' },
      );
    }
    if (transform === 'identity') return [];
    const id = `corrected-meta-${position}-${transform}`;
    return [{ id, profile: 'corrected', mode: 'meta', transform, seed }];
  });
}

const TWO_TO_53 = 2 ** 53;

/** Of the scenario's bytes and the configured seed, never of the agent: all meet the same market. */
const seedOf = ({ scenario, settings }: CryptoSource): number =>
  createPrng(settings.seed ?? 0, 'corrected', scenario.sha256).unit() * TWO_TO_53;
