import { normalCdf } from '../../math/normal-cdf.ts';

/** What doing nothing scores. */
export const NEUTRAL = 50;
/** Smaller differences of return are rounding. */
const EXCESS_MIN = 1e-12;
/** A window that hardly moves cannot make pennies look like skill. */
const MARKET_RISK_MIN = 0.001;
/** Share of the balance below which a loss takes the score down with it, to 0 at ruin. */
const SOLVENT_SHARE = 0.5;

/** Fractions of the opening balance. */
export interface Excesses {
  /** The agent's return. */
  readonly overNothing: number;
  /** The same less what its average position, held throughout, would have gained. */
  readonly overPassive: number;
}

/** What an excess is held against. */
export interface Yardsticks {
  /** Standard deviation of the random agents' returns. */
  readonly luck: number;
  /** Standard deviation of the window's return of the market. */
  readonly marketRisk: number;
}

/**
 * The excess that counts: over doing nothing and over holding, the smaller of the two; none when
 * they disagree (the "minmod" of numerical analysis). Monotone in both.
 */
export function countedExcess({ overNothing, overPassive }: Excesses): number {
  if (overNothing * overPassive <= 0) return 0;
  const size = Math.min(Math.abs(overNothing), Math.abs(overPassive));
  return size < EXCESS_MIN ? 0 : Math.sign(overNothing) * size;
}

/**
 * 50 (1 + confidence x size), signed as the excess x: confidence = 2 Phi(|x| / luck) - 1, how rarely
 * chance alone strays so far; size = 1 - exp(-|x| / marketRisk), how much it is beside the risk of
 * the window. From 0 to 100, 50 exactly for x = 0, monotone in x.
 */
export function skillPoints(excess: number, { luck, marketRisk }: Yardsticks): number {
  if (excess === 0) return NEUTRAL;
  const distance = Math.abs(excess);
  const confidence = luck > 0 ? 2 * normalCdf(distance / luck) - 1 : 1;
  const size = 1 - Math.exp(-distance / Math.max(marketRisk, MARKET_RISK_MIN));
  return NEUTRAL * (1 + Math.sign(excess) * confidence * size);
}

/** 1 while at least half of the balance is left, then falling in proportion, 0 at ruin. */
export const solvency = (totalReturn: number): number =>
  Math.min(1, Math.max(0, 1 + totalReturn) / SOLVENT_SHARE);

/** Failed decisions take their share of the score; above `failedMax` they take all of it. */
export const reliability = (failedShare: number, failedMax: number): number =>
  failedShare > failedMax ? 0 : 1 - failedShare;
