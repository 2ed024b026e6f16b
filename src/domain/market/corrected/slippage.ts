import type { Bar } from './bar.ts';
import type { EpisodeMarket } from './episode-market.ts';

/** Multiples of a bar's volume beyond which an order costs no more: 10 standard deviations. */
export const PARTICIPATION_MAX = 100;
/** Keeps the price of a sale positive. */
const SLIPPAGE_MAX = 0.5;

/**
 * Fraction of the price lost on a fill: the bar's spread, and the square-root law of market impact
 * `volatility * sqrt(size / volume)` (Toth et al., Phys. Rev. X 1, 021006, 2011, prefactor 1).
 */
export function slippageOf(market: EpisodeMarket, step: number, quantity: number): number {
  const { volume } = market.bars[step] as Bar;
  const participation = Math.min(PARTICIPATION_MAX, Math.abs(quantity) / volume);
  const spread = market.spread[step] as number;
  return Math.min(SLIPPAGE_MAX, spread + market.volatility * Math.sqrt(participation));
}
