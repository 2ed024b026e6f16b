import type { Prng } from '../../prng/prng.ts';
import { between, happens, noise, signed } from './noise.ts';
import { firstRegime, nextRegime, type Regime, volatilityScale } from './regimes.ts';

/** Steps of the price within a bar: highs and lows are those of the path. */
const STEPS = 12;
/** In standard deviations of a bar. */
const TREND_DRIFT = 0.15;
const JUMP_SIZE = { least: 2, most: 6 };
const JUMPS_PER_STEP = 1 / (80 * STEPS);
const BREAKS_PER_STEP = 1 / (25 * STEPS);

export interface PriceBar {
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly regime: Regime;
}

/**
 * Prices of bar after bar. The price is a martingale: whatever has happened, the next step is 0 on
 * average, so no rule gains or loses before costs. Noise and jumps are symmetric. A trend drifts
 * steadily and pays for it with the risk of a break against it: a break has probability h and size
 * drift x (1 - h) / h.
 * @param barVolatility standard deviation of a bar's return, by bar
 */
export function pricePath(
  startPrice: number,
  barVolatility: readonly number[],
  random: Prng,
): readonly PriceBar[] {
  let price = startPrice;
  let regime = firstRegime(random);
  return barVolatility.map((base) => {
    regime = nextRegime(regime, random);
    const bar = walkBar(price, base * volatilityScale(regime), regime, random);
    price = bar.close;
    regime = bar.regime;
    return bar;
  });
}

function walkBar(open: number, volatility: number, begun: Regime, random: Prng): PriceBar {
  let regime = begun;
  let [price, high, low] = [open, open, open];
  for (let step = 0; step < STEPS; step += 1) {
    const isBroken = regime.trend !== 0 && happens(random, BREAKS_PER_STEP);
    price *= 1 + stepReturn(volatility, regime, isBroken, random);
    if (isBroken) regime = { ...regime, trend: 0 };
    high = Math.max(high, price);
    low = Math.min(low, price);
  }
  return { open, high, low, close: price, regime };
}

const STEP_SCALE = 1 / Math.sqrt(STEPS);

function stepReturn(
  volatility: number,
  { trend }: Regime,
  isBroken: boolean,
  random: Prng,
): number {
  const diffusion = volatility * STEP_SCALE * noise(random);
  const jumps = happens(random, JUMPS_PER_STEP);
  const size = jumps ? volatility * between(random, JUMP_SIZE.least, JUMP_SIZE.most) : 0;
  const drift = (trend * volatility * TREND_DRIFT) / STEPS;
  const trending = isBroken ? (-drift * (1 - BREAKS_PER_STEP)) / BREAKS_PER_STEP : drift;
  return diffusion + (jumps ? signed(random, size) : 0) + trending;
}
