/** Both ends included. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

export const CONFIDENCE = 0.95;

/** Two-sided quantiles of the standard normal distribution. */
export const NORMAL_QUANTILES = {
  0.9: 1.6448536269514722,
  0.95: 1.959963984540054,
  0.99: 2.5758293035489004,
} as const;
export type Confidence = keyof typeof NORMAL_QUANTILES;

export const overlap = (a: Interval, b: Interval): boolean => a.low <= b.high && b.low <= a.high;
