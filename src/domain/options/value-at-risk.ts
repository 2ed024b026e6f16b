import { normalCdf } from '../math/normal-cdf.ts';
import { findRoot } from '../math/root.ts';

const DEVIATIONS_MAX = 40;

/** The z with N(z) = probability. @throws RangeError unless the probability is between 0 and 1. */
export function normalQuantile(probability: number): number {
  if (!(probability > 0 && probability < 1)) {
    throw new RangeError(
      `${probability} has no normal quantile: give a probability between 0 and 1`,
    );
  }
  // The lower tail keeps its precision; the upper one is lost in 1 - N.
  return probability > 0.5
    ? -normalQuantile(1 - probability)
    : findRoot((z) => normalCdf(z) - probability, -DEVIATIONS_MAX, 0);
}

export interface DeltaNormalBook {
  /** Position delta times share price, in dollars. */
  readonly deltaDollars: number;
  /** Of the share's daily return, a fraction. */
  readonly dailyVolatility: number;
}

/**
 * Loss, a positive amount, that normal returns without drift exceed with probability
 * 1 - confidence over the days: z |delta dollars| sigma sqrt(days).
 * @throws RangeError unless the confidence is between 0 and 1.
 */
export const deltaNormalValueAtRisk = (
  { deltaDollars, dailyVolatility }: DeltaNormalBook,
  confidence: number,
  days: number,
): number =>
  normalQuantile(confidence) * Math.abs(deltaDollars) * dailyVolatility * Math.sqrt(days);

/**
 * Mean of the worst outcomes, as a positive loss: what is lost in the tail beyond the historical
 * value at risk.
 * @throws RangeError unless the tail holds 1 to all outcomes.
 */
export function historicalShortfall(profits: readonly number[], tailCount: number): number {
  const tail = worst(profits, tailCount);
  return -tail.reduce((sum, profit) => sum + profit, 0) / tailCount;
}

/**
 * The smallest loss of the tail, as a positive amount: the worst but (tailCount - 1) of the outcomes.
 * @throws RangeError unless the tail holds 1 to all outcomes.
 */
export const historicalValueAtRisk = (profits: readonly number[], tailCount: number): number =>
  -Math.max(...worst(profits, tailCount));

function worst(profits: readonly number[], tailCount: number): readonly number[] {
  if (!Number.isInteger(tailCount) || tailCount < 1 || tailCount > profits.length) {
    throw new RangeError(
      `a tail of ${tailCount} of ${profits.length} outcomes: give an integer from 1 to ${profits.length}`,
    );
  }
  return profits.toSorted((a, b) => a - b).slice(0, tailCount);
}
