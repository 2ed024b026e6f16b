import { createPrng, type Prng } from '../../prng/prng.ts';
import type { EpisodePlan } from '../episode-plan.ts';

/** What an episode draws, each from a stream of its own: more draws of one never shift another. */
export type StreamName = 'noise' | 'shocks' | 'slippage' | 'mask' | 'random-agents' | 'bootstrap';

export const episodeStream = (plan: EpisodePlan, name: StreamName): Prng =>
  createPrng(plan.seed, plan.id, name);
