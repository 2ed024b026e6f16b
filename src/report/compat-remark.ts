import type { LeaderboardRow } from '../domain/leaderboard/leaderboard.ts';
import { NONE } from './format.ts';

/** Points from which the two scores of one run must not be taken for one another. */
const POINTS_MIN = 10;

/** `compat is 12.50 points higher`, where that is much. */
export function compatRemark({
  profile,
  overallPercent,
  compatPercent,
}: LeaderboardRow): string | undefined {
  if (profile !== 'both' || overallPercent === null || compatPercent === null) return undefined;
  const points = compatPercent - overallPercent;
  if (Math.abs(points) < POINTS_MIN) return undefined;
  return `compat is ${Math.abs(points).toFixed(2)} points ${points > 0 ? 'higher' : 'lower'}`;
}

/** `c1` is the first of the compat runs: their ranks are no ranks among the others. */
export function formatRank({ rank, profile, compatRank }: LeaderboardRow): string {
  if (rank !== null) return String(rank);
  return profile === 'compat' && compatRank !== null ? `c${compatRank}` : NONE;
}
