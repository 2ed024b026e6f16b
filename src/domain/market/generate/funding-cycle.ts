import type { Prng } from '../../prng/prng.ts';
import type { FundingRate } from '../kline.ts';
import { noise } from './noise.ts';

const INTERVAL_MS = 8 * 3_600_000;
/** Share of a rate that is left at the next interval. */
const PERSISTENCE = 0.7;
const SHOCK = 0.000_08;
const RATE_MAX = 0.000_75;

/**
 * Funding rates of the intervals at 00:00, 08:00 and 16:00 UTC: an autoregressive cycle around 0,
 * so neither side is paid on average, and too small for its carry to cover the costs of a trade.
 */
export function fundingCycle(startMs: number, endMs: number, random: Prng): readonly FundingRate[] {
  const rates: FundingRate[] = [];
  let rate = 0;
  for (let time = startMs - (startMs % INTERVAL_MS); time <= endMs; time += INTERVAL_MS) {
    rate = PERSISTENCE * rate + SHOCK * noise(random);
    rate = Math.min(Math.max(rate, -RATE_MAX), RATE_MAX);
    rates.push({ time, rate: Math.round(rate * 1e8) / 1e8 });
  }
  return rates;
}
