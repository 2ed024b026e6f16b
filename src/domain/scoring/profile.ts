/** `corrected` repairs what is broken in the original benchmark; `compat` computes what it computes. */
export const PROFILES = ['corrected', 'compat'] as const;
export type Profile = (typeof PROFILES)[number];

/** What a run may ask for. */
export const RUN_PROFILES = [...PROFILES, 'both'] as const;
export type RunProfile = (typeof RUN_PROFILES)[number];

/** In the order in which they are played and shown. */
export const profilesOf = (profile: RunProfile): readonly Profile[] =>
  profile === 'both' ? PROFILES : [profile];
