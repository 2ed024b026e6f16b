import type { Bar } from '../corrected/bar.ts';
import type { EpisodeMarket } from '../corrected/episode-market.ts';
import { PARTICIPATION_MAX } from '../corrected/slippage.ts';

/** What a unit of position earns and costs, bar by bar, laid out for tight loops. */
export interface BarTerms {
  /** From this bar's open to the next one's (the last bar's close), funding deducted. */
  readonly gain: Float64Array;
  /** Spread and fee for a unit traded at the open. */
  readonly cost: Float64Array;
  /** Impact for a unit traded, times the square root of the size. */
  readonly impact: Float64Array;
  /** Largest impact for a unit. */
  readonly impactMax: Float64Array;
  /** The same for what is closed after the last bar. */
  readonly final: { readonly cost: number; readonly impact: number; readonly impactMax: number };
}

export function barTerms(market: EpisodeMarket, feeRate: number): BarTerms {
  const { bars, spread, volatility } = market;
  const last = bars.length - 1;
  const bar = (index: number): Bar => bars[index] as Bar;
  const costRate = (index: number): number => (spread[index] as number) + feeRate;
  // A bar without volume has the largest impact there is.
  const impactRate = ({ volume }: Bar): number =>
    volume > 0 ? volatility / Math.sqrt(volume) : Number.MAX_VALUE;
  const impactMaxRate = volatility * Math.sqrt(PARTICIPATION_MAX);
  const { close } = bar(last);
  return {
    gain: Float64Array.from(bars, (each, index) => {
      const next = index === last ? each.close : bar(index + 1).open;
      return next - each.open - each.funding * each.close;
    }),
    cost: Float64Array.from(bars, ({ open }, index) => open * costRate(index)),
    impact: Float64Array.from(bars, (each) => each.open * impactRate(each)),
    impactMax: Float64Array.from(bars, ({ open }) => open * impactMaxRate),
    final: {
      cost: close * costRate(last),
      impact: close * impactRate(bar(last)),
      impactMax: close * impactMaxRate,
    },
  };
}
