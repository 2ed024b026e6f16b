/** The agent's own failures: they count as 0, so failing hard tasks never pays. */
export const FAILED_REASONS = [
  'agent-error',
  'agent-timeout',
  'empty-reply',
  'protocol-error',
  'refused',
] as const;
export type FailedReason = (typeof FAILED_REASONS)[number];

/** Failures of the instrument: they are no score at all and lower the coverage. */
export const UNSCORED_REASONS = [
  'provider-error',
  'judge-unavailable',
  'judge-invalid',
  'invalid-gold',
  'infrastructure',
  'truncated-by-endpoint',
  'ambiguous',
  'cancelled',
  // Profile `compat` only: the original takes the row out of every average.
  'dropped',
] as const;
export type UnscoredReason = (typeof UNSCORED_REASONS)[number];

export interface Scored {
  readonly kind: 'scored';
  /** In [0, max]. */
  readonly value: number;
  readonly max: number;
  readonly correct: boolean;
  readonly subScores: Readonly<Record<string, number>>;
  /** One sentence for people: what was compared with what. */
  readonly feedback: string;
}

export interface Failed {
  readonly kind: 'failed';
  readonly reason: FailedReason;
  readonly message: string;
}

export interface Unscored {
  readonly kind: 'unscored';
  readonly reason: UnscoredReason;
  readonly retryable: boolean;
  readonly message: string;
}

/** What grading one task gives. The kinds are never mixed: an instrument failure is not a zero. */
export type Score = Scored | Failed | Unscored;

/** No reply can be compared with it: not asked, and nothing that asking again could mend. */
export const invalidGold = (problem: string): Unscored => ({
  kind: 'unscored',
  reason: 'invalid-gold',
  retryable: false,
  message: problem,
});

/**
 * A task in profile `compat`. `dropped` is the original's row with an error: it is in no average.
 * The value is what the original computes, on its dataset's scale.
 */
export type CompatScore = Scored | { readonly kind: 'dropped'; readonly error: string };
