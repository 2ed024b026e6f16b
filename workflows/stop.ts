/**
 * Why a config asks no more. `abandon`: what is left ends unscored, now. `finish`: what is in
 * flight ends as it would, and what is left has no outcome, so that a resume can run it.
 */
export interface Stop {
  readonly kind: 'abandon' | 'finish';
  readonly reason: string;
}
