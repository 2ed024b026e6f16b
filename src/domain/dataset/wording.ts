import type { RunProfile } from '../scoring/profile.ts';

/** How a task is put to the agent: as the original does, or with everything that belongs to it. */
export type Wording = 'original' | 'full';

/** One reply is graded both ways in profile `both`, so it is asked for in full. */
export const wordingOf = (profile: RunProfile): Wording =>
  profile === 'compat' ? 'original' : 'full';
