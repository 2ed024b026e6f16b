import type { Profile } from '../scoring/profile.ts';

/** How a scenario's bars are presented. */
export const MODES = ['baseline', 'noisy', 'adversarial', 'meta'] as const;
export type Mode = (typeof MODES)[number];

/** One pass of a scenario. Small: it travels through workflow history. */
export interface EpisodePlan {
  /** Unique among a task's episodes, fit for file names: `corrected-noisy`, `compat-meta-0-identity`. */
  readonly id: string;
  readonly profile: Profile;
  readonly mode: Mode;
  /** Of mode `meta`. */
  readonly transform?: string;
  /** Of the draws of its fills. */
  readonly seed: number;
}
