import type { Prng } from '../../prng/prng.ts';
import type { Bar } from './bar.ts';

/** How the market looks to the agent. */
export interface Mask {
  /** A shown price is the price times this, a shown size the size divided by it. */
  readonly priceFactor: number;
  readonly timeShiftMs: number;
  /** Null shows the real one. */
  readonly symbol: string | null;
}

export const NO_MASK: Mask = { priceFactor: 1, timeShiftMs: 0, symbol: null };

const FIRST_CLOSE_MIN = 50;
const FIRST_CLOSE_MAX = 500;
/** Shown histories begin in the ten years after 1 January 2000. */
const EPOCH_MS = 946_684_800_000;
const DAYS = 3652;
const MINUTES_A_DAY = 1440;
const MINUTE_MS = 60_000;

/**
 * A first close between 50 and 500, another start of time, no name: drawn for each episode, so that
 * nothing the agent sees can be looked up, in history or in another episode.
 */
export function drawMask(first: Bar, random: Prng): Mask {
  const close = FIRST_CLOSE_MIN * (FIRST_CLOSE_MAX / FIRST_CLOSE_MIN) ** random.unit();
  const minutes = random.int(0, DAYS * MINUTES_A_DAY - 1);
  return {
    priceFactor: close / first.close,
    timeShiftMs: EPOCH_MS + minutes * MINUTE_MS - first.timeMs,
    symbol: 'ASSET',
  };
}

/** Enough for any tick, too few to tell markets apart by their last digits. */
const SHOWN_DIGITS = 8;

export const shownNumber = (value: number): number => Number(value.toPrecision(SHOWN_DIGITS));
