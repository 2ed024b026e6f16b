import type { Criterion } from '../dataset/judged-source.ts';
import type { Scored } from '../scoring/score.ts';

/** The original's threshold for rubric tasks. */
const PASS_FROM = 0.7;

/** The most that the criteria can give; a rubric without points grades nothing. */
export const pointsMax = (criteria: readonly Criterion[]): number =>
  criteria.reduce((total, { weight }) => total + Math.max(0, weight), 0);

/**
 * Points of the met criteria over those of all positive ones, held within [0, 1] as PRBench's own
 * scorer reports it. A criterion of negative weight costs its points when it is met.
 */
export function weighCriteria(criteria: readonly Criterion[], met: readonly boolean[]): Scored {
  const max = pointsMax(criteria);
  const sumOf = (sign: 1 | -1): number =>
    criteria.reduce(
      (total, { weight }, index) => total + (met[index] && weight * sign > 0 ? weight : 0),
      0,
    );
  const earned = sumOf(1);
  const lost = -sumOf(-1);
  const value = Math.min(1, Math.max(0, (earned - lost) / max));
  const metCount = criteria.filter(({ weight }, index) => weight > 0 && met[index]).length;
  const positives = criteria.filter(({ weight }) => weight > 0).length;
  return {
    kind: 'scored',
    value,
    max: 1,
    correct: value >= PASS_FROM,
    subScores: { earned: earned / max, lost: lost / max },
    feedback: `met ${metCount} of ${positives} criteria, ${earned} of ${max} points, and lost ${lost}`,
  };
}
