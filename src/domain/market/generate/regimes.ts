import type { Prng } from '../../prng/prng.ts';
import { happens, signed } from './noise.ts';

/** A volatility regime: how it scales the volatility, and bars it lasts on average. */
const VOLATILITY_REGIMES = [
  { scale: 0.55, meanBars: 60 },
  { scale: 1, meanBars: 90 },
  { scale: 2, meanBars: 30 },
] as const;

const BARS_TO_TREND = 50;
const BARS_TO_QUIET_END = 50;

/** State of the market between two bars. */
export interface Regime {
  /** Position in the table above. */
  readonly volatility: number;
  /** 1 rising, -1 falling, 0 neither. */
  readonly trend: -1 | 0 | 1;
}

export const volatilityScale = ({ volatility }: Regime): number =>
  VOLATILITY_REGIMES[volatility]?.scale ?? 1;

export const firstRegime = (random: Prng): Regime => ({
  volatility: random.int(0, VOLATILITY_REGIMES.length - 1),
  trend: 0,
});

/** One step of both Markov chains. Rising and falling trends are equally likely. */
export function nextRegime({ volatility, trend }: Regime, random: Prng): Regime {
  const leaves = happens(random, 1 / (VOLATILITY_REGIMES[volatility]?.meanBars ?? 1));
  const others = [0, 1, 2].filter((position) => position !== volatility);
  return {
    volatility: leaves ? random.pick(others) : volatility,
    trend: nextTrend(trend, random),
  };
}

function nextTrend(trend: Regime['trend'], random: Prng): Regime['trend'] {
  if (trend !== 0) return happens(random, 1 / BARS_TO_QUIET_END) ? 0 : trend;
  return happens(random, 1 / BARS_TO_TREND) ? (signed(random, 1) > 0 ? 1 : -1) : 0;
}
