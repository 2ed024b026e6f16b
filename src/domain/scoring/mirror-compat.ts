import type { CompatScore, Failed, Score, Unscored } from './score.ts';

/**
 * The score that orchestration sees in profile `compat`: the original's own. A dropped row is in no
 * average, so it is unscored: for the instrument's reason where there is one.
 * @param ending Why no reply was graded; absent when the original's scorer raises on one.
 */
export function mirrorCompat(compat: CompatScore, ending?: Failed | Unscored): Score {
  if (compat.kind === 'scored') return compat;
  if (ending?.kind === 'unscored') return ending;
  return {
    kind: 'unscored',
    reason: 'dropped',
    // The same reply would raise again; another call to the agent may be answered.
    retryable: ending !== undefined,
    message: compat.error,
  };
}
