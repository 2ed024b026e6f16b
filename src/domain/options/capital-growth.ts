/** A bet that is repeated with a share of the capital. */
export interface RepeatedBet {
  readonly winProbability: number;
  /** Gained for each dollar staked. */
  readonly winPayout: number;
}

/** Growth a period, a fraction, that turns the start into the target. */
export const requiredReturn = (start: number, target: number, periods: number): number =>
  (target / start) ** (1 / periods) - 1;

/** The share of the capital that grows it fastest, p - (1 - p) / b; 0 when the odds are against it. (Kelly, 1956.) */
export const kellyFraction = ({ winProbability, winPayout }: RepeatedBet): number =>
  Math.max(winProbability - (1 - winProbability) / winPayout, 0);

/**
 * Expected growth of the logarithm of the capital for one bet: p ln(1 + bf) + (1 - p) ln(1 - f);
 * -Infinity when a bet that can be lost takes all.
 */
export function logGrowth(
  { winProbability, winPayout }: RepeatedBet,
  stakeFraction: number,
): number {
  const won = winProbability * Math.log(1 + winPayout * stakeFraction);
  return winProbability === 1 ? won : won + (1 - winProbability) * Math.log(1 - stakeFraction);
}

/**
 * Probability of reaching the target before ruin, staking one unit at even money each time
 * (gambler's ruin): (1 - (q/p)^start) / (1 - (q/p)^target), or start/target when p = 1/2.
 */
export function reachProbability(
  winProbability: number,
  startUnits: number,
  targetUnits: number,
): number {
  const odds = (1 - winProbability) / winProbability;
  return odds === 1
    ? startUnits / targetUnits
    : (1 - odds ** startUnits) / (1 - odds ** targetUnits);
}
